import ical, { ICalCalendarMethod, ICalEventTransparency, type ICalEventData } from 'ical-generator';
import type { Language } from '../../kernel/actor.ts';
import { addDays, today, type LocalDate } from '../../kernel/dates.ts';
import { paths } from '../../paths.ts';
import { counted } from '../../templates/counted.ts';
import { formatDateTime } from '../../templates/format.ts';
import type { Translate } from '../../templates/i18n.ts';
import type { DatedCommitment, DatedNeed } from './calendar.queries.ts';

export interface FeedInput {
  t: Translate;
  lang: Language;
  /** Address of the exchange, for links. */
  baseUrl: string;
  commitments: readonly DatedCommitment[];
  needs: readonly DatedNeed[];
}

type Kind = 'send' | 'expect' | 'answer' | 'lapse' | 'need';

interface Dated {
  kind: Kind;
  id: string;
  day: LocalDate;
  href: string;
  version: number;
  updatedAt: Date;
  values: Record<string, string>;
  /** A line of explanation. */
  note: string | null;
}

const HOUR_S = 3_600;

const isAsked = (c: DatedCommitment): boolean => (c.supplies && !c.supplierYes) || (c.owns && !c.ownerYes);

function kindsOf(c: DatedCommitment): Kind[] {
  if (c.proposed) return c.expiresAt === null ? [] : [isAsked(c) ? 'answer' : 'lapse'];
  const kinds: [Kind, boolean][] = [['send', c.supplies && c.unsent], ['expect', c.owns && c.awaited]];
  return kinds.filter(([, applies]) => applies).map(([kind]) => kind);
}

function datesOf(input: FeedInput, c: DatedCommitment): Dated[] {
  const { t, lang } = input;
  return kindsOf(c).map((kind) => ({
    kind, id: c.id, version: c.version, updatedAt: c.updatedAt,
    day: c.proposed && c.expiresAt ? today(c.expiresAt) : c.by,
    href: paths.commitment(c.id),
    values: {
      title: c.title, amount: counted(input, c.quantity, c.unit), supplier: c.supplier, owner: c.owner, other: c.supplies ? c.owner : c.supplier,
    },
    note: c.proposed && c.expiresAt ? t('calendar.until', { until: formatDateTime(lang, c.expiresAt) }) : null,
  }));
}

const dateOf = (input: FeedInput, need: DatedNeed): Dated => ({
  kind: 'need', id: need.id, day: need.neededBy, href: paths.post(need.id), version: need.version, updatedAt: need.updatedAt,
  values: { title: need.title, amount: counted(input, need.quantity, need.unit) }, note: null,
});

/* Days of the calendar have no zone: midnight in UTC is only how the library is told of a day. */
const startOf = (day: LocalDate): Date => new Date(`${day}T00:00:00Z`);

const eventOf = ({ t, baseUrl }: FeedInput, { kind, id, day, href, version, updatedAt, values, note }: Dated): ICalEventData => ({
  id: `${kind}-${id}@gielda-kooperacji`,
  allDay: true,
  start: startOf(day),
  end: startOf(addDays(day, 1)),
  summary: t(`calendar.event.${kind}`, values),
  description: [...(note === null ? [] : [note]), `${baseUrl}${href}`].join('\n'),
  url: `${baseUrl}${href}`,
  sequence: version - 1,
  stamp: updatedAt,
  lastModified: updatedAt,
  transparency: ICalEventTransparency.TRANSPARENT,
});

/**
 * Deliveries to send and to expect, the days of needs, and the last days of proposals, as whole days (RFC 5545); what is
 * over is gone from it. Where to deliver to and whom to call is left out: a calendar is read by more than one device.
 */
export function calendarFeed(input: FeedInput): string {
  const { t, lang, commitments, needs } = input;
  const feed = ical({
    name: t('calendar.feed-name'),
    prodId: { company: 'Gielda kooperacji', product: 'Calendar', language: lang.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ttl: HOUR_S,
    x: { 'X-WR-TIMEZONE': 'Europe/Warsaw' },
  });
  const dated = [...commitments.flatMap((c) => datesOf(input, c)), ...needs.map((need) => dateOf(input, need))];
  for (const one of dated) feed.createEvent(eventOf(input, one));
  return feed.toString();
}
