import { decide, type Application } from '../../../src/features/joining/application.ts';
import { countryOptions } from '../../../src/features/joining/countries.ts';
import { organisationName } from '../../../src/features/joining/organisation-fields.ts';
import { isRecommended, needsReason } from '../../../src/features/joining/recommendation.ts';
import { createStamps } from '../../../src/features/joining/stamp.ts';
import { FieldReader } from '../../../src/features/posts/index.ts';

const NOW = new Date('2026-11-21T10:00:00Z');
const yes = { answer: 'yes' as const };
const no = { answer: 'no' as const };

test('two yes recommend, whatever others say; in ordinary times less needs a reason, in a crisis nothing does', () => {
  expect([[], [yes], [yes, no], [yes, yes], [no, yes, yes]].map(isRecommended)).toEqual([false, false, false, true, true]);
  expect(needsReason('ordinary', [yes])).toBe(true);
  expect(needsReason('ordinary', [yes, yes])).toBe(false);
  expect(needsReason('crisis', [])).toBe(false);
});

describe('the stamp of a form', () => {
  const stamps = createStamps('a secret');
  const later = (ms: number) => new Date(NOW.getTime() + ms);
  test('tells how long ago it was issued', () => {
    expect(stamps.age(stamps.issue(NOW), later(4_500))).toBe(4_500);
  });
  test('is nobody else\'s to make: another time, another secret, rubbish', () => {
    const [, tag] = stamps.issue(NOW).split('.');
    const older = `${(NOW.getTime() - 60_000).toString(36)}.${tag}`;
    for (const stamp of [older, createStamps('another').issue(NOW), '', '.', 'a.b', `${stamps.issue(NOW)}x`, 'x'.repeat(1_000)]) expect(stamps.age(stamp, NOW)).toBeNull();
  });
});

describe('the name of an organisation', () => {
  const faultOf = (name: string) => {
    const reader = new FieldReader({ name });
    organisationName(reader);
    return reader.errors['name']?.key ?? null;
  };
  test.each([
    'Allegro.pl Sp. z o.o.', 'e-Sklep.pl', 'FHU Meble24.pl Jan Nowak', 'P.P.H.U. „Wiór” s.c.', 'Zakład Nr 1/2', 'Awww. Studio', 'Druk@Ręka',
  ])('%s', (name) => expect(faultOf(name)).toBeNull());
  test.each(['Wygraj na www.zly.pl', 'WWW.zly.pl', 'https://zly.pl', 'Pisz: ktos@zly.pl', '<b>Firma</b>'])('not %s', (name) => {
    expect(faultOf(name)).toBe('join.name-odd');
  });
});

test('an application is decided once', () => {
  const waiting = { state: 'waiting', reason: null } as Application;
  const done = decide(waiting, 'refused', { personId: 'p', reason: 'nie' }, NOW);
  expect(done).toMatchObject({ state: 'refused', decidedAt: NOW, decidedBy: 'p', reason: 'nie' });
  expect(() => decide(done, 'approved', { personId: 'p', reason: null }, NOW)).toThrow('join.decided');
  expect(() => decide({ ...waiting, state: 'unverified' }, 'approved', { personId: 'p', reason: null }, NOW)).toThrow('join.decided');
});

test('countries: Poland first, then by name, every code once', () => {
  const options = countryOptions('pl');
  expect(options[0]).toEqual({ value: 'PL', label: 'Polska' });
  const names = options.slice(1).map(({ label }) => label);
  expect(names).toEqual(names.toSorted(new Intl.Collator('pl').compare));
  expect(new Set(options.map(({ value }) => value)).size).toBe(options.length);
});
