import { localDate } from '../../../src/kernel/dates.ts';
import { announcementForm, instantAt } from '../../../src/features/announcements/announcement.form.ts';
import { announcementEvent } from '../../../src/features/announcements/announcement-event.view.ts';
import { edit, isNewSince, isVisible, withdraw, wordsOf, type Announcement } from '../../../src/features/announcements/announcement.ts';

const TODAY = localDate('2026-11-21');
const NOW = new Date('2026-11-21T10:00:00Z');
const GOOD = {
  kind: 'webinar', titlePl: 'Deklaracje zgodności', textPl: 'Opowie rzecznik.', day: '2026-12-03', startTime: '10:00', endTime: '11:30',
  onlineUrl: 'https://spotkania.example/a', place: '', visibleFrom: '', visibleUntil: '',
};

const announcement = (changes: Partial<Announcement> = {}): Announcement => ({
  id: '5f6b4f7e-7d53-4a43-9d1a-3f1f5e1a7a10', kind: 'webinar', titlePl: 'Po polsku', textPl: 'Tekst; z, znakami\\', titleEn: null, textEn: null,
  startsAt: new Date('2026-12-03T09:00:00Z'), endsAt: null, place: null, onlineUrl: null, visibleFrom: localDate('2026-11-20'),
  visibleUntil: localDate('2026-12-03'), state: 'published', authorId: null, createdAt: NOW, updatedAt: NOW, version: 2, submissionKey: null, ...changes,
});

describe('the form', () => {
  const faults = (changes: Record<string, unknown>) => {
    const { result } = announcementForm({ ...GOOD, ...changes }, TODAY);
    return 'errors' in result ? Object.keys(result.errors).sort() : [];
  };

  test('a good one is read whole; without days it is shown from today to the day of the event', () => {
    expect(announcementForm(GOOD, TODAY).result).toEqual({ content: {
      kind: 'webinar', titlePl: 'Deklaracje zgodności', textPl: 'Opowie rzecznik.', titleEn: null, textEn: null,
      startsAt: new Date('2026-12-03T09:00:00Z'), endsAt: new Date('2026-12-03T10:30:00Z'), place: null, onlineUrl: 'https://spotkania.example/a',
      visibleFrom: '2026-11-21', visibleUntil: '2026-12-03',
    } });
  });

  test.each([
    [{ titlePl: '' }, ['titlePl']],
    [{ kind: 'party' }, ['kind']],
    [{ day: '', startTime: '', endTime: '' }, ['day', 'startTime', 'visibleUntil']],
    [{ startTime: '25:00' }, ['startTime']],
    [{ endTime: '9:00' }, ['endTime']],
    [{ onlineUrl: 'javascript:alert(1)' }, ['onlineUrl']],
    [{ onlineUrl: 'ftp://a.example' }, ['onlineUrl']],
    [{ onlineUrl: '', place: '' }, ['place']],
    [{ titleEn: 'Only a title' }, ['textEn']],
    [{ visibleFrom: '2026-12-10' }, ['visibleUntil']],
    [{ textPl: 'x'.repeat(4001) }, ['textPl']],
    [{ titlePl: ['a', 'b'], kind: { a: 1 } }, ['kind', 'titlePl']],
  ])('%j is refused at its fields', (changes, fields) => {
    expect(faults(changes)).toEqual(fields);
  });

  test('a call needs neither time nor place', () => {
    expect(faults({ kind: 'call', day: '', startTime: '', endTime: '', onlineUrl: '', visibleUntil: '2026-12-31' })).toEqual([]);
  });

  test('the time is the one of the clock in Warsaw, in summer, in winter and on the days it changes', () => {
    expect(instantAt(localDate('2026-07-01'), 600).toISOString()).toBe('2026-07-01T08:00:00.000Z');
    expect(instantAt(localDate('2026-12-01'), 600).toISOString()).toBe('2026-12-01T09:00:00.000Z');
    expect(instantAt(localDate('2026-03-29'), 600).toISOString()).toBe('2026-03-29T08:00:00.000Z');
    expect(instantAt(localDate('2026-10-25'), 600).toISOString()).toBe('2026-10-25T09:00:00.000Z');
    expect(instantAt(localDate('2026-10-25'), 60).toISOString()).toBe('2026-10-24T23:00:00.000Z');
  });
});

test('it is visible on its first and on its last day, and not when withdrawn', () => {
  const seen = (day: string, changes: Partial<Announcement> = {}) => isVisible(announcement(changes), localDate(day));
  expect(['2026-11-19', '2026-11-20', '2026-12-03', '2026-12-04'].map((day) => seen(day))).toEqual([false, true, true, false]);
  expect(seen('2026-11-25', { state: 'withdrawn' })).toBe(false);
});

test('it is news until somebody was told after it became visible', () => {
  const later = announcement({ createdAt: NOW, visibleFrom: localDate('2026-11-25') });
  expect(isNewSince(later, null)).toBe(true);
  expect(isNewSince(later, new Date('2026-11-24T06:00:00Z'))).toBe(true);
  expect(isNewSince(later, new Date('2026-11-25T06:00:00Z'))).toBe(false);
});

test('English where it was written, else Polish and marked so', () => {
  expect(wordsOf(announcement(), 'en')).toMatchObject({ title: 'Po polsku', lang: 'pl' });
  expect(wordsOf(announcement({ titleEn: 'In English', textEn: 'Text' }), 'en')).toEqual({ title: 'In English', text: 'Text', lang: 'en' });
});

test('a withdrawn one stays as it was', () => {
  const gone = withdraw(announcement(), NOW);
  expect(() => edit(gone, { ...gone, titlePl: 'Inaczej' }, NOW)).toThrow('announcement.withdrawn');
});

test('the calendar file has the times, an hour without an end, and escapes what was typed', () => {
  const file = announcementEvent(announcement({ place: 'Bydgoszcz, ul. Fordońska 2' }), 'pl', 'https://x.example') ?? '';
  expect(file).toContain('DTSTART:20261203T090000Z');
  expect(file).toContain('DTEND:20261203T100000Z');
  expect(file).toContain('LOCATION:Bydgoszcz\\, ul. Fordońska 2');
  expect(file.replace(/\r\n /g, '')).toContain('Tekst\\; z\\, znakami\\\\');
  expect(file).toContain('SEQUENCE:1');
  expect(announcementEvent(announcement({ startsAt: null }), 'pl', 'https://x.example')).toBeNull();
});
