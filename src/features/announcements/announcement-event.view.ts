import ical, { ICalCalendarMethod } from 'ical-generator';
import type { Language } from '../../kernel/actor.ts';
import { paths } from '../../paths.ts';
import { wordsOf, type Announcement } from './announcement.ts';

const HOUR = 3_600_000;

/** The event of an announcement as a calendar file (RFC 5545); one hour long when no end was given. Null without a time. */
export function announcementEvent(announcement: Announcement, lang: Language, baseUrl: string): string | null {
  const { id, startsAt, endsAt, place, onlineUrl, version, updatedAt } = announcement;
  if (startsAt === null) return null;
  const { title, text } = wordsOf(announcement, lang);
  const url = `${baseUrl}${paths.announcement(id)}`;
  const calendar = ical({
    prodId: { company: 'Gielda kooperacji', product: 'Announcement', language: lang.toUpperCase() }, method: ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: `announcement-${id}@gielda-kooperacji`,
    start: startsAt,
    end: endsAt ?? new Date(startsAt.getTime() + HOUR),
    summary: title,
    description: [text, ...(onlineUrl ? [onlineUrl] : []), url].join('\n\n'),
    url,
    sequence: version - 1,
    stamp: updatedAt,
    lastModified: updatedAt,
    ...(place ?? onlineUrl ? { location: place ?? onlineUrl ?? '' } : {}),
  });
  return calendar.toString();
}
