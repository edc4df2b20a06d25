import { join } from 'node:path';
import { calendarFeed } from '../../../src/features/calendar/calendar-feed.view.ts';
import { hashOf, newToken } from '../../../src/features/calendar/calendar-token.ts';
import type { DatedCommitment, DatedNeed } from '../../../src/features/calendar/calendar.queries.ts';
import { loadMessages } from '../../../src/templates/i18n.ts';

const messages = loadMessages(join(import.meta.dirname, '..', '..', '..', 'locales'));
const CHANGED = new Date('2020-03-16T23:30:00Z');

const commitment = (changes: Partial<DatedCommitment> = {}): DatedCommitment => ({
  id: 'c1', proposed: false, quantity: '1200', unit: 'szt', by: '2020-03-20', expiresAt: null, title: 'Przyłbice', supplier: 'Firma X',
  owner: 'Klinika', supplies: true, owns: false, supplierYes: true, ownerYes: true, unsent: true, awaited: true, version: 3, updatedAt: CHANGED,
  ...changes,
});
const need: DatedNeed = { id: 'n1', title: 'Maski', quantity: '5', unit: 'kg', neededBy: '2020-03-29', version: 1, updatedAt: CHANGED };

function eventsOf(commitments: DatedCommitment[], needs: DatedNeed[] = [], lang: 'pl' | 'en' = 'pl'): Record<string, string>[] {
  const text = calendarFeed({ t: messages.translate(lang), lang, baseUrl: 'https://gielda.example', commitments, needs });
  const events = text.replaceAll('\r\n ', '').split('BEGIN:VEVENT\r\n').slice(1);
  return events.map((event) => Object.fromEntries(event.split('\r\n').map((line): [string, string] => {
    const at = line.indexOf(':');
    return [line.slice(0, at), line.slice(at + 1).replaceAll('\u00a0', ' ')];
  })));
}
const uids = (...given: Parameters<typeof eventsOf>): (string | undefined)[] => eventsOf(...given).map((event) => event['UID']);

test('a delivery is a whole day with a stable name, its number of changes and a way to its page', () => {
  const [event] = eventsOf([commitment()]);
  expect(event).toMatchObject({
    UID: 'send-c1@gielda-kooperacji', SEQUENCE: '2', DTSTAMP: '20200316T233000Z', 'LAST-MODIFIED': '20200316T233000Z',
    'DTSTART;VALUE=DATE': '20200320', 'DTEND;VALUE=DATE': '20200321', TRANSP: 'TRANSPARENT',
    SUMMARY: 'Wysłać: 1 200 szt.\\, Przyłbice (dla: Klinika)', 'URL;VALUE=URI': 'https://gielda.example/commitments/c1',
  });
});

test('days hold across the nights when clocks change', () => {
  const [event] = eventsOf([], [need]);
  expect(event).toMatchObject({ UID: 'need-n1@gielda-kooperacji', 'DTSTART;VALUE=DATE': '20200329', 'DTEND;VALUE=DATE': '20200330', SEQUENCE: '0' });
});

test('who sends and who expects; nothing once it is sent, or has arrived', () => {
  expect(uids([commitment({ owns: true, supplies: false })])).toEqual(['expect-c1@gielda-kooperacji']);
  expect(uids([commitment({ owns: true })])).toEqual(['send-c1@gielda-kooperacji', 'expect-c1@gielda-kooperacji']);
  expect(uids([commitment({ owns: true, unsent: false })])).toEqual(['expect-c1@gielda-kooperacji']);
  expect(uids([commitment({ owns: true, unsent: false, awaited: false })])).toEqual([]);
});

test('a proposal stands on the Warsaw day on which its time ends, told apart by whose answer is missing', () => {
  const proposal = commitment({ proposed: true, ownerYes: false, expiresAt: new Date('2020-03-18T23:30:00Z') });
  const [lapse] = eventsOf([proposal], [], 'en');
  expect(lapse).toMatchObject({ UID: 'lapse-c1@gielda-kooperacji', 'DTSTART;VALUE=DATE': '20200319' });
  expect(lapse?.['DESCRIPTION']).toContain('Time to answer: until 19 March 2020');
  expect(uids([{ ...proposal, supplies: false, owns: true }])).toEqual(['answer-c1@gielda-kooperacji']);
  expect(uids([{ ...proposal, ownerYes: true, supplierYes: false }])).toEqual(['answer-c1@gielda-kooperacji']);
});

test('what a title brings stays text, and no line is longer than 75 bytes', () => {
  const title = 'A;B,C\\D\nBEGIN:VEVENT\r\nX-EVIL:1 "ążź" 🎭 '.repeat(3);
  const text = calendarFeed({ t: messages.translate('pl'), lang: 'pl', baseUrl: 'https://gielda.example', commitments: [commitment({ title })], needs: [] });
  expect(text.split('\r\n').filter((line) => line === 'BEGIN:VEVENT' || line.startsWith('X-EVIL'))).toEqual(['BEGIN:VEVENT']);
  expect(text.replaceAll('\r\n ', '')).toContain('A\\;B\\,C\\\\D\\nBEGIN:VEVENT\\nX-EVIL:1 "ążź" 🎭');
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
});

test('nothing of the moment it is asked for is in it', async () => {
  const make = () => calendarFeed({ t: messages.translate('pl'), lang: 'pl', baseUrl: 'https://gielda.example', commitments: [commitment()], needs: [need] });
  const first = make();
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect(make()).toBe(first);
});

test('tokens are random; only what looks like one has a hash', () => {
  const token = newToken();
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(newToken()).not.toBe(token);
  expect(hashOf(token)).toMatch(/^[0-9a-f]{64}$/);
  expect(hashOf(token)).not.toBe(hashOf(newToken()));
  for (const other of ['', 'x', `${token}x`, `${token.slice(0, -1)}/`]) expect(hashOf(other)).toBeNull();
});
