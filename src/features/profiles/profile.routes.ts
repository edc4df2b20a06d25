import { DomainError, isDomainError } from '../../kernel/errors.ts';
import { isOffice } from '../../kernel/actor.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { paths } from '../../paths.ts';
import type { Analyser } from '../../text/types.ts';
import { administersOrganisation } from '../../web/policies.ts';
import { get, invalidForm, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { contextOf } from '../joining/index.ts';
import type { Organisation, OrganisationQueries, Town } from '../organisations/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import { profileForm } from './profile.form.ts';
import { conflictRows, profileView, typedOf, type ProfileInput } from './profile.view.ts';
import type { ProfileQueries } from './profiles.queries.ts';
import { mustAdminister, saveProfile } from './save-profile.command.ts';

export interface ProfileRoutesDeps {
  uow: UnitOfWork;
  profiles: ProfileQueries;
  organisations: OrganisationQueries;
  vocabulary: Vocabulary;
  analyser: Analyser;
  towns: readonly Town[];
}

/** The organisation of the address, if the reader looks after it. @throws DomainError not-found */
export async function administered(deps: Pick<ProfileRoutesDeps, 'profiles'>, { actor, params }: PageRequest): Promise<Organisation> {
  const id = params['id'] ?? '';
  mustAdminister(actor, id);
  return deps.profiles.get(id);
}

const NOTHING = { errors: {}, understood: [], conflict: null } satisfies Partial<ProfileInput>;

async function save(deps: ProfileRoutesDeps, request: PageRequest): Promise<Reply> {
  const organisation = await administered(deps, request);
  const form = profileForm(request.body, request.actor, organisation, contextOf(deps, request));
  const shown = { ...NOTHING, request, organisation, typed: form.typed, vocabulary: deps.vocabulary };
  if ('errors' in form.result) return invalidForm('profiles/edit', profileView({ ...shown, errors: form.result.errors }));
  if (form.mustAsk) return page('profiles/edit', profileView({ ...shown, understood: form.understood }));
  try {
    await saveProfile(deps, request.actor, { id: organisation.id, version: form.version ?? 0, profile: form.result.profile });
    return redirect(paths.organisationMembership(organisation.id), { kind: 'success', text: request.t('profile.saved') });
  } catch (error) {
    if (!isDomainError(error, 'conflict')) throw error;
    if (error.key === 'join.number-taken') {
      return invalidForm('profiles/edit', profileView({ ...shown, errors: { number: { key: error.key, data: error.data } } }));
    }
    const theirs = await deps.profiles.get(organisation.id);
    const view = profileView({ ...shown, organisation: theirs, conflict: conflictRows(request, theirs, form.typed) });
    return page('profiles/edit', { ...view, title: request.t('errors.conflict.title') }, { status: 409 });
  }
}

export function profileRoutes(deps: ProfileRoutesDeps): Route[] {
  return [
    get(paths.editOrganisation(':id'), administersOrganisation, async (request) => {
      const organisation = await administered(deps, request);
      if (organisation.kind === 'office' && !isOffice(request.actor)) throw new DomainError('not-found', 'errors.not-found');
      return page('profiles/edit', profileView({ ...NOTHING, request, organisation, typed: typedOf(organisation), vocabulary: deps.vocabulary }));
    }),
    post(paths.editOrganisation(':id'), administersOrganisation, (request) => save(deps, request)),
  ];
}
