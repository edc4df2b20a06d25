import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { PersonActor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import type { Messages } from '../../templates/i18n.ts';
import { addressHolder, signedIn } from '../../web/policies.ts';
import { get, page, post, redirect, text, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { calendarFeed } from './calendar-feed.view.ts';
import type { CalendarQueries } from './calendar.queries.ts';
import { renewAddress } from './renew-address.command.ts';
import { revokeAddress } from './revoke-address.command.ts';

export interface CalendarRoutesDeps {
  uow: UnitOfWork;
  calendar: CalendarQueries;
  messages: Messages;
  /** Address people use, without a trailing slash. */
  baseUrl: string;
}

/* The policy has let in persons only; this tells the compiler. */
function person({ actor }: PageRequest): PersonActor {
  if (actor.kind !== 'person') throw new DomainError('not-found', 'errors.not-found');
  return actor;
}

/** Exactly what `views/calendar/calendar.hbs` prints; `address` is shown once, right after it was made. */
const shown = ({ t }: PageRequest, madeAt: Date | null, address: string | null): Reply => page('calendar/calendar', {
  title: t('calendar.title'), madeAt, address, renew: paths.calendarAddress(), revoke: paths.calendarRevocation(),
});

async function renew(deps: CalendarRoutesDeps, request: PageRequest): Promise<Reply> {
  const actor = person(request);
  const token = await renewAddress(deps, actor);
  return shown(request, await deps.calendar.madeAt(actor.personId), `${deps.baseUrl}${paths.calendarFeed(token)}`);
}

async function revoke(deps: CalendarRoutesDeps, request: PageRequest): Promise<Reply> {
  await revokeAddress(deps, person(request));
  return redirect(paths.calendar(), { kind: 'success', text: request.t('calendar.revoked') });
}

async function feed({ calendar, messages, baseUrl }: CalendarRoutesDeps, { params }: PageRequest): Promise<Reply> {
  const holder = await calendar.holder(params['token'] ?? '');
  if (!holder) throw new DomainError('not-found', 'errors.not-found');
  const { personId, language: lang } = holder;
  const [commitments, needs] = await Promise.all([calendar.commitments(personId), calendar.needs(personId)]);
  const body = calendarFeed({ t: messages.translate(lang), lang, baseUrl, commitments, needs });
  return text(body, 'text/calendar', { 'Cache-Control': 'private, max-age=900', 'X-Robots-Tag': 'noindex' });
}

/** The person's own deliveries and deadlines in their calendar, behind an address that only they know. */
export function calendarRoutes(deps: CalendarRoutesDeps): Route[] {
  return [
    get(paths.calendar(), signedIn, async (request) => shown(request, await deps.calendar.madeAt(person(request).personId), null)),
    post(paths.calendarAddress(), signedIn, (request) => renew(deps, request)),
    post(paths.calendarRevocation(), signedIn, (request) => revoke(deps, request)),
    get(paths.calendarFeed(':token'), addressHolder, (request) => feed(deps, request)),
  ];
}
