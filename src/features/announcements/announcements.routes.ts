import type { Clock } from '../../kernel/clock.ts';
import { isOffice } from '../../kernel/actor.ts';
import { today } from '../../kernel/dates.ts';
import { DomainError, isDomainError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { paths } from '../../paths.ts';
import { anyone, office } from '../../web/policies.ts';
import { get, page, post, redirect, text, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { announcementEvent } from './announcement-event.view.ts';
import { announcementForm, type AnnouncementForm } from './announcement.form.ts';
import type { Announcement } from './announcement.ts';
import {
  announcementFormView, announcementsView, announcementView, officeAnnouncementsView, typedOf, type ShownAnnouncement,
} from './announcement.view.ts';
import type { AnnouncementQueries } from './announcements.queries.ts';
import { announce, editAnnouncement, withdrawAnnouncement, type AnnouncementDeps } from './save-announcement.command.ts';

export interface AnnouncementRoutesDeps extends AnnouncementDeps {
  announcements: AnnouncementQueries;
  clock: Clock;
  baseUrl: string;
}

const dayOf = ({ clock }: AnnouncementRoutesDeps) => today(clock.now());
const idOf = ({ params }: PageRequest): string => params['id'] ?? '';

async function found(deps: AnnouncementRoutesDeps, request: PageRequest): Promise<Announcement> {
  const one = await deps.announcements.find(request.actor, idOf(request), dayOf(deps));
  if (!one) throw new DomainError('not-found', 'errors.not-found');
  return one;
}

async function show(deps: AnnouncementRoutesDeps, request: PageRequest): Promise<Reply> {
  const seen = { office: isOffice(request.actor), now: deps.clock.now() };
  return page('announcements/announcement', announcementView(request, await found(deps, request), seen));
}

async function event(deps: AnnouncementRoutesDeps, request: PageRequest): Promise<Reply> {
  const body = announcementEvent(await found(deps, request), request.lang, deps.baseUrl);
  if (body === null) throw new DomainError('not-found', 'errors.not-found');
  return text(body, 'text/calendar', { 'Content-Disposition': 'attachment; filename="wydarzenie.ics"', 'X-Robots-Tag': 'noindex' });
}

const form = (request: PageRequest, shown: ShownAnnouncement, status = 200): Reply =>
  page('announcements/form', announcementFormView(request, shown), { status });

const shownAgain = ({ typed, submissionKey }: AnnouncementForm): Pick<ShownAnnouncement, 'typed' | 'submissionKey' | 'problem'> =>
  ({ typed, submissionKey: submissionKey ?? newId(), problem: null });

async function create(deps: AnnouncementRoutesDeps, request: PageRequest): Promise<Reply> {
  const read = announcementForm(request.body, dayOf(deps));
  if ('errors' in read.result) return form(request, { ...shownAgain(read), errors: read.result.errors, editing: null }, 422);
  try {
    const made = await announce(deps, request.actor, { content: read.result.content, submissionKey: read.submissionKey });
    return redirect(paths.announcement(made.id), { kind: 'success', text: request.t('announcement.published') });
  } catch (error) {
    if (!isDomainError(error, 'conflict')) throw error;
    // Gone back and typed something else: what was typed stays, as a change of what is published.
    const editing = await deps.announcements.find(request.actor, String(error.data['id']), dayOf(deps));
    return form(request, { ...shownAgain(read), errors: {}, problem: request.t(error.key), editing }, 409);
  }
}

async function showEdit(deps: AnnouncementRoutesDeps, request: PageRequest): Promise<Reply> {
  const one = await found(deps, request);
  return form(request, { typed: typedOf(one), errors: {}, problem: null, editing: one, submissionKey: newId() });
}

async function save(deps: AnnouncementRoutesDeps, request: PageRequest): Promise<Reply> {
  const one = await found(deps, request);
  const read = announcementForm(request.body, dayOf(deps));
  const editing = { id: one.id, version: read.version ?? one.version };
  if ('errors' in read.result) return form(request, { ...shownAgain(read), errors: read.result.errors, editing }, 422);
  try {
    await editAnnouncement(deps, request.actor, { ...editing, content: read.result.content });
  } catch (error) {
    if (!isDomainError(error, 'conflict')) throw error;
    // What was typed stays; pressing again saves it over the other's.
    const again = { ...shownAgain(read), errors: {}, problem: request.t(error.key), editing: one };
    return form(request, again, 409);
  }
  return redirect(paths.announcement(one.id), { kind: 'success', text: request.t('announcement.saved') });
}

/** Webinars, trainings and calls for cooperation: read by everybody, written by the office. */
export function announcementRoutes(deps: AnnouncementRoutesDeps): Route[] {
  return [
    get(paths.announcements(), anyone, async (request) =>
      page('announcements/list', announcementsView(request, await deps.announcements.visible(dayOf(deps))))),
    get(paths.announcement(':id'), anyone, (request) => show(deps, request)),
    get(paths.announcementEvent(':id'), anyone, (request) => event(deps, request)),
    get(paths.officeAnnouncements(), office, async (request) =>
      page('announcements/office', officeAnnouncementsView(request, await deps.announcements.all(), dayOf(deps)))),
    get(paths.newAnnouncement(), office, (request) =>
      form(request, { typed: { kind: 'webinar', visibleFrom: dayOf(deps) }, errors: {}, problem: null, editing: null, submissionKey: newId() })),
    post(paths.officeAnnouncements(), office, (request) => create(deps, request)),
    get(paths.editAnnouncement(':id'), office, (request) => showEdit(deps, request)),
    post(paths.editAnnouncement(':id'), office, (request) => save(deps, request)),
    post(paths.announcementWithdrawal(':id'), office, async (request) => {
      await withdrawAnnouncement(deps, request.actor, idOf(request));
      return redirect(paths.officeAnnouncements(), { kind: 'success', text: request.t('announcement.withdrawn-done') });
    }),
  ];
}
