import { DomainError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { paths } from '../../paths.ts';
import { office } from '../../web/policies.ts';
import { post, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { safeNext } from '../accounts/index.ts';
import type { OrganisationQueries } from '../organisations/index.ts';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Back to the page on which the button was pressed. */
const backOf = ({ body }: PageRequest): string => safeNext(textOf(body['back']) || paths.dashboard());

async function begin(organisations: OrganisationQueries, request: PageRequest): Promise<Reply> {
  const { body, t } = request;
  const id = body['organisation'];
  const organisation = isId(id) ? await organisations.find(id) : null;
  if (!organisation) throw new DomainError('not-found', 'errors.not-found');
  const flash = { kind: 'notice', text: t('office.acting-for-began', { organisation: organisation.name }) } as const;
  return { kind: 'act-for', organisationId: organisation.id, to: backOf(request), flash };
}

function end(request: PageRequest): Reply {
  const { actor, t } = request;
  const organisation = actor.kind === 'person' ? (actor.organisation?.name ?? '') : '';
  const flash = { kind: 'notice', text: t('office.acting-for-ended', { organisation }) } as const;
  return { kind: 'act-for', organisationId: null, to: backOf(request), flash };
}

/** The office steps into the place of an organisation, and back out of it. */
export function actingForRoutes({ organisations }: { organisations: OrganisationQueries }): Route[] {
  return [
    post(paths.officeActingFor(), office, (request) => begin(organisations, request)),
    post(paths.officeActingForEnd(), office, end),
  ];
}
