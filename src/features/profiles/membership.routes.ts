import { isDomainError, DomainError } from '../../kernel/errors.ts';
import { organisationOf } from '../../kernel/actor.ts';
import { paths } from '../../paths.ts';
import { administersOrganisation, linkHolder, office } from '../../web/policies.ts';
import { get, invalidForm, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { applyAgain, reinstateOrganisation, suspendOrganisation, type DecideDeps } from '../joining/index.ts';
import { CHECKS, type Check } from '../organisations/index.ts';
import { FieldReader, typedFrom } from '../posts/index.ts';
import { confirmByLink, readConfirmation, type ConfirmByLinkDeps } from './confirm-by-link.command.ts';
import { membershipView } from './membership.view.ts';
import { administered, type ProfileRoutesDeps } from './profile.routes.ts';
import { confirmProfile } from './save-profile.command.ts';

export type MembershipRoutesDeps = ProfileRoutesDeps & DecideDeps & ConfirmByLinkDeps;

const done = (request: PageRequest, key: string): Reply =>
  redirect(paths.organisationMembership(request.params['id'] ?? ''), { kind: 'success', text: request.t(`profile.done.${key}`) });

/** Runs what the office does about a membership; what was typed wrongly comes back at its field. */
async function byOffice(
  deps: MembershipRoutesDeps, request: PageRequest, key: string, run: (reason: string, checks: Check[]) => Promise<unknown>,
): Promise<Reply> {
  const reader = new FieldReader(typedFrom(request.body));
  const reason = reader.text('reason');
  try {
    await run(reason, reader.choices('checks', CHECKS));
    return done(request, key);
  } catch (error) {
    if (!isDomainError(error, 'invalid')) throw error;
    const failed = { reason, errors: error.fields };
    const organisation = await administered(deps, request);
    return invalidForm('profiles/membership', membershipView({ request, organisation, vocabulary: deps.vocabulary, failed }));
  }
}

async function again(deps: MembershipRoutesDeps, request: PageRequest): Promise<Reply> {
  const { id } = await administered(deps, request);
  if (organisationOf(request.actor) !== id) throw new DomainError('not-found', 'errors.not-found');
  await applyAgain(deps, request.actor);
  return done(request, 'again');
}

function linkPage(request: PageRequest, organisation: { id: string; name: string }, view: 'confirmation' | 'confirmed'): Reply {
  const { t, params } = request;
  return page(`profiles/${view}`, {
    title: t(`profile.${view}.title`), lead: t(`profile.${view}.lead`, { organisation: organisation.name }),
    action: paths.profileConfirmation(params['token'] ?? ''),
    public: paths.organisation(organisation.id), edit: paths.editOrganisation(organisation.id),
  }, { layout: 'plain' });
}

export function membershipRoutes(deps: MembershipRoutesDeps): Route[] {
  const id = ({ params }: PageRequest): string => params['id'] ?? '';
  const token = ({ params }: PageRequest): string => params['token'] ?? '';
  return [
    get(paths.organisationMembership(':id'), administersOrganisation, async (request) => {
      const organisation = await administered(deps, request);
      return page('profiles/membership', membershipView({ request, organisation, vocabulary: deps.vocabulary, failed: null }));
    }),
    post(paths.confirmation(':id'), administersOrganisation, async (request) => {
      await confirmProfile(deps, request.actor, id(request));
      return done(request, 'confirmed');
    }),
    post(paths.newApplication(':id'), administersOrganisation, (request) => again(deps, request)),
    post(paths.suspension(':id'), office, (request) => byOffice(deps, request, 'suspended', (reason) =>
      suspendOrganisation(deps, request.actor, { organisationId: id(request), reason }))),
    post(paths.reinstatement(':id'), office, (request) => byOffice(deps, request, 'reinstated', (_reason, checks) =>
      reinstateOrganisation(deps, request.actor, { organisationId: id(request), checks }))),
    get(paths.profileConfirmation(':token'), linkHolder, async (request) =>
      linkPage(request, await readConfirmation(deps, token(request)), 'confirmation')),
    post(paths.profileConfirmation(':token'), linkHolder, async (request) =>
      linkPage(request, await confirmByLink(deps, token(request)), 'confirmed')),
  ];
}
