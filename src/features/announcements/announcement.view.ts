import { today, type LocalDate } from '../../kernel/dates.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { formatDateTime, formatShortDate, formatTime } from '../../templates/format.ts';
import type { PageRequest } from '../../web/route.ts';
import { namedErrors } from '../joining/index.ts';
import type { Typed } from '../posts/index.ts';
import { ANNOUNCEMENT_KINDS, isVisible, wordsOf, type Announcement } from './announcement.ts';

type Reader = Pick<PageRequest, 't' | 'lang'>;

/** `27 listopada 2026, 10:00–11:30` */
export function whenText({ lang }: Reader, { startsAt, endsAt }: Announcement): string | null {
  if (startsAt === null) return null;
  return formatDateTime(lang, startsAt) + (endsAt ? `–${formatTime(lang, endsAt)}` : '');
}

/** An announcement in a list or on the board's side. */
export function announcementRow(reader: Reader, announcement: Announcement) {
  const words = wordsOf(announcement, reader.lang);
  return {
    href: paths.announcement(announcement.id),
    kindText: reader.t(`announcement.kind.${announcement.kind}`),
    title: words.title,
    titleLang: words.lang === reader.lang ? null : words.lang,
    when: whenText(reader, announcement),
    where: announcement.place ?? (announcement.onlineUrl ? reader.t('announcement.online') : null),
  };
}

/** Exactly what `views/partials/announcements.hbs` prints on the board's side; null when there is nothing to tell. */
export function announcementsBlock(reader: Reader, shown: readonly Announcement[]) {
  if (shown.length === 0) return null;
  return { rows: shown.map((one) => announcementRow(reader, one)), all: paths.announcements() };
}

export const announcementsView = (reader: Reader, visible: readonly Announcement[]) =>
  ({ title: reader.t('announcement.title'), rows: visible.map((one) => announcementRow(reader, one)) });

/** Exactly what `views/announcements/announcement.hbs` prints. */
export function announcementView({ t, lang }: Reader, announcement: Announcement, { office, now }: { office: boolean; now: Date }) {
  const words = wordsOf(announcement, lang);
  const { id, startsAt, endsAt, place, onlineUrl, kind } = announcement;
  const shown = isVisible(announcement, today(now));
  return {
    title: words.title,
    contentLang: words.lang === lang ? null : words.lang,
    back: paths.announcements(),
    kindText: t(`announcement.kind.${kind}`),
    when: whenText({ t, lang }, announcement),
    over: startsAt !== null && (endsAt ?? startsAt) < now,
    place,
    onlineUrl,
    paragraphs: words.text.split(/\n{2,}/).filter(Boolean),
    event: startsAt === null ? null : paths.announcementEvent(id),
    edit: office && announcement.state === 'published' ? paths.editAnnouncement(id) : null,
    state: shown ? null : t(announcement.state === 'withdrawn' ? 'announcement.state.withdrawn' : 'announcement.state.hidden'),
  };
}

function stateText({ t, lang }: Reader, announcement: Announcement, day: LocalDate): string {
  if (announcement.state === 'withdrawn') return t('announcement.state.withdrawn');
  const { visibleFrom, visibleUntil } = announcement;
  if (day < visibleFrom) return t('announcement.state.from', { date: formatShortDate(lang, visibleFrom) });
  return t(day > visibleUntil ? 'announcement.state.over' : 'announcement.state.until', { date: formatShortDate(lang, visibleUntil) });
}

/** Exactly what `views/announcements/office.hbs` prints: everything, with what becomes of it. */
export function officeAnnouncementsView(reader: Reader, all: readonly Announcement[], day: LocalDate) {
  return {
    title: reader.t('announcement.office-title'),
    back: paths.office(),
    newHref: paths.newAnnouncement(),
    rows: all.map((one) => ({
      ...announcementRow(reader, one),
      state: { tone: isVisible(one, day) ? 'ok' : null, text: stateText(reader, one, day) },
      edit: one.state === 'published' ? paths.editAnnouncement(one.id) : null,
      withdrawal: one.state === 'published' ? paths.announcementWithdrawal(one.id) : null,
    })),
  };
}

/** The fields of the form as they stand in the record. */
export function typedOf(announcement: Announcement): Typed {
  const { kind, titlePl, textPl, titleEn, textEn, startsAt, endsAt, place, onlineUrl, visibleFrom, visibleUntil } = announcement;
  return {
    kind, titlePl, textPl, titleEn: titleEn ?? '', textEn: textEn ?? '', place: place ?? '', onlineUrl: onlineUrl ?? '', visibleFrom, visibleUntil,
    day: startsAt ? today(startsAt) : '', startTime: startsAt ? formatTime('pl', startsAt) : '', endTime: endsAt ? formatTime('pl', endsAt) : '',
  };
}

export interface ShownAnnouncement {
  typed: Typed;
  errors: FieldErrors;
  problem: string | null;
  /** Null for a new one. */
  editing: { id: string; version: number } | null;
  submissionKey: string;
}

/* Fields whose faults say the same; the others name themselves. */
const LABELS: Readonly<Record<string, string>> = {
  titlePl: 'announcement.field.title-pl', textPl: 'announcement.field.text-pl', titleEn: 'announcement.field.title-en',
  textEn: 'announcement.field.text-en',
};

/** Exactly what `views/announcements/form.hbs` prints. */
export function announcementFormView(reader: Reader, { typed, errors, problem, editing, submissionKey }: ShownAnnouncement) {
  const { t } = reader;
  const texts = namedErrors(errors, reader, LABELS);
  return {
    title: t(editing ? 'announcement.edit-title' : 'announcement.new-title'),
    invalid: Object.keys(errors).length > 0,
    errorList: texts.errorList,
    errors: texts.errors,
    problem,
    action: editing ? paths.editAnnouncement(editing.id) : paths.officeAnnouncements(),
    cancel: paths.officeAnnouncements(),
    version: editing?.version ?? null,
    submissionKey,
    kinds: ANNOUNCEMENT_KINDS.map((kind) => ({ value: kind, label: t(`announcement.kind.${kind}`) })),
    typed,
    english: Boolean(typed['titleEn'] || typed['textEn'] || errors['titleEn'] || errors['textEn']),
    submit: t(editing ? 'announcement.save' : 'announcement.publish'),
  };
}
