import { dueDigests } from '../../../src/features/alerts/digest.ts';

const due = (now: string) => dueDigests(new Date(now)).map(({ frequency, day, at }) => [frequency, day, at.toISOString()]);

test('at seven in the morning of Warsaw, not a second before', () => {
  expect(due('2026-11-20T05:59:59Z')[0]).toEqual(['daily', '2026-11-19', '2026-11-19T06:00:00.000Z']);
  expect(due('2026-11-20T06:00:00Z')[0]).toEqual(['daily', '2026-11-20', '2026-11-20T06:00:00.000Z']);
});

test('in summer an hour earlier by the world clock', () => {
  expect(due('2026-07-20T05:00:00Z')[0]).toEqual(['daily', '2026-07-20', '2026-07-20T05:00:00.000Z']);
});

test.each([
  ['the night that loses an hour', '2026-03-29', '05:00:00.000Z'],
  ['the day before it', '2026-03-28', '06:00:00.000Z'],
  ['the night that gains an hour', '2026-10-25', '06:00:00.000Z'],
  ['the day before it', '2026-10-24', '05:00:00.000Z'],
])('seven stays seven: %s', (_, day, time) => {
  expect(due(`${day}T12:00:00Z`)[0]).toEqual(['daily', day, `${day}T${time}`]);
});

test('the weekly one belongs to Monday, however late the run', () => {
  const monday = ['weekly', '2026-11-16', '2026-11-16T06:00:00.000Z'];
  expect(due('2026-11-16T06:00:00Z')[1]).toEqual(monday);
  expect(due('2026-11-19T23:00:00Z')[1]).toEqual(monday);
  expect(due('2026-11-23T05:59:00Z')[1]).toEqual(monday);
  expect(due('2026-11-23T06:00:00Z')[1]).toEqual(['weekly', '2026-11-23', '2026-11-23T06:00:00.000Z']);
});

test('every quarter of an hour of a year sees each day once and in order', () => {
  const days: string[] = [];
  for (let at = Date.parse('2026-01-02T00:00:00Z'); at < Date.parse('2027-01-02T00:00:00Z'); at += 900_000) {
    const day = dueDigests(new Date(at))[0]?.day ?? '';
    if (days.at(-1) !== day) days.push(day);
  }
  expect(days).toHaveLength(366);
  expect(days).toEqual([...days].sort());
});
