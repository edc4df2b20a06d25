import { z } from 'zod';
import { addDays, endOfDay, startOfDay, type LocalDate } from '../../kernel/dates.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { FieldReader, typedFrom, type Typed } from '../posts/index.ts';
import { ANNOUNCEMENT_KINDS, type AnnouncementContent, type AnnouncementKind } from './announcement.ts';

export interface AnnouncementForm {
  typed: Typed;
  submissionKey: string | null;
  /** The version the person saw, when an existing one is edited. */
  version: number | null;
  result: { content: AnnouncementContent } | { errors: FieldErrors };
}

const FAR_DAYS = 730;
const MINUTE = 60_000;
/** Clocks change before three in the night: later times are counted back from the end of the day. */
const AFTER_THE_CHANGE = 180;
const DAY_MINUTES = 1440;

/** The instant at which the clock in Warsaw shows these minutes after midnight of the day. */
export const instantAt = (day: LocalDate, minutes: number): Date =>
  minutes < AFTER_THE_CHANGE
    ? new Date(startOfDay(day).getTime() + minutes * MINUTE)
    : new Date(endOfDay(day).getTime() - (DAY_MINUTES - minutes) * MINUTE);

function minutesOf(fields: FieldReader, name: string): number | null {
  const text = fields.text(name);
  if (!text) return null;
  const found = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(text);
  return found ? Number(found[1]) * 60 + Number(found[2]) : fields.fail(name, 'announcement.bad-time');
}

interface When {
  startsAt: Date | null;
  endsAt: Date | null;
}

const takesPlace = (kind: AnnouncementKind | null): boolean => kind === 'webinar' || kind === 'training';

/* Somebody who names a time means a day, and the other way round; a webinar without either is none. */
function checkWhen(fields: FieldReader, kind: AnnouncementKind | null): void {
  const named = (name: string): boolean => fields.text(name) !== '';
  const needed = takesPlace(kind) || named('day') || named('startTime') || named('endTime');
  if (!needed) return;
  if (!named('day')) fields.fail('day', 'announcement.day-missing');
  if (!named('startTime')) fields.fail('startTime', 'announcement.time-missing');
}

function whenOf(fields: FieldReader, kind: AnnouncementKind | null, today: LocalDate): When & { day: LocalDate | null } {
  const day = fields.date('day', addDays(today, -FAR_DAYS), addDays(today, FAR_DAYS));
  const [start, end] = [minutesOf(fields, 'startTime'), minutesOf(fields, 'endTime')];
  checkWhen(fields, kind);
  if (start !== null && end !== null && end <= start) fields.fail('endTime', 'announcement.ends-before');
  if (day === null || start === null) return { day, startsAt: null, endsAt: null };
  return { day, startsAt: instantAt(day, start), endsAt: end === null ? null : instantAt(day, end) };
}

function urlOf(fields: FieldReader): string | null {
  const text = fields.optional('onlineUrl', 500);
  if (text === null || z.url({ protocol: /^https?$/ }).safeParse(text).success) return text;
  return fields.fail('onlineUrl', 'announcement.bad-url');
}

/* Both or neither: a title alone would lead to a text in another language. */
function englishOf(fields: FieldReader): { titleEn: string | null; textEn: string | null } {
  const [titleEn, textEn] = [fields.optional('titleEn', 120), fields.optional('textEn', 4000)];
  if (titleEn !== null && textEn === null) fields.fail('textEn', 'announcement.english-text');
  if (titleEn === null && textEn !== null) fields.fail('titleEn', 'announcement.english-title');
  return { titleEn, textEn };
}

function visibility(fields: FieldReader, day: LocalDate | null, today: LocalDate): { visibleFrom: LocalDate; visibleUntil: LocalDate } {
  const far = addDays(today, FAR_DAYS);
  const visibleFrom = fields.date('visibleFrom', addDays(today, -FAR_DAYS), far) ?? today;
  const visibleUntil = fields.date('visibleUntil', addDays(today, -FAR_DAYS), far) ?? day;
  if (visibleUntil === null && !fields.text('visibleUntil')) fields.fail('visibleUntil', 'announcement.until-missing');
  if (visibleUntil !== null && visibleUntil < visibleFrom) fields.fail('visibleUntil', 'announcement.until-before');
  return { visibleFrom, visibleUntil: visibleUntil ?? visibleFrom };
}

/** What the office types of an announcement: a value or the faults at their fields. */
export function announcementForm(body: Record<string, unknown>, today: LocalDate): AnnouncementForm {
  const typed = typedFrom(body);
  const fields = new FieldReader(typed);
  const kind = fields.choice('kind', ANNOUNCEMENT_KINDS, null);
  const [titlePl, textPl] = [fields.sentence('titlePl', 3, 120), fields.sentence('textPl', 1, 4000)];
  const english = englishOf(fields);
  const { day, startsAt, endsAt } = whenOf(fields, kind, today);
  const [place, onlineUrl] = [fields.optional('place', 200), urlOf(fields)];
  if (takesPlace(kind) && place === null && !fields.text('onlineUrl')) fields.fail('place', 'announcement.where-missing');
  const shown = visibility(fields, day, today);
  const [key, version] = [fields.text('submissionKey'), fields.text('version')];
  const errors = fields.errors;
  return {
    typed,
    submissionKey: isId(key) ? key : null,
    version: /^\d{1,9}$/.test(version) ? Number(version) : null,
    result: kind === null || Object.keys(errors).length > 0
      ? { errors } : { content: { kind, titlePl, textPl, ...english, startsAt, endsAt, place, onlineUrl, ...shown } },
  };
}
