import fc from 'fast-check';
import {
  addDays,
  compareDates,
  daysBetween,
  endOfDay,
  localDate,
  maxDate,
  minDate,
  nextWeekday,
  parseLocalDate,
  startOfDay,
  today,
  weekdayOf,
  weeksBetween,
} from '../../../src/kernel/dates.ts';
import type { LocalDate, Weekday } from '../../../src/kernel/dates.ts';

const dates = fc.integer({ min: 0, max: 80_000 }).map((days) => addDays('1970-01-01', days));

describe('a date', () => {
  test.each(['2026-03-01', '2024-02-29', '2000-02-29', '1900-01-01', '2199-12-31'])('%s exists', (text) => {
    expect(parseLocalDate(text)).toBe(text);
    expect(localDate(text)).toBe(text);
  });

  test.each([
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-04-31',
    '2026-1-5',
    '26-01-05',
    '2026-01-05T00:00',
    ' 2026-01-05',
    '2026-01-05\n',
    '05.01.2026',
    '',
    '1899-12-31',
    '2200-01-01',
    '+002026-01-05',
    '２０２６-01-05',
    '2026/01/05',
  ])('%j does not', (text) => {
    expect(parseLocalDate(text)).toBeNull();
    expect(() => localDate(text)).toThrow(RangeError);
  });

  test('is asked for by its text, of which a fault quotes the beginning', () => {
    expect(() => localDate('31.02.2026')).toThrow('not a date: "31.02.2026"');
    expect(() => localDate('x'.repeat(1_000))).toThrow(/^not a date: "x{40}"$/);
  });

  test('moves and measures in days, over leap days and clock changes alike', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2026-03-30', '2026-03-28')).toBe(-2);
    expect(weeksBetween('2026-01-01', '2026-01-08')).toBe(1);
    expect(weeksBetween('2026-01-01', '2026-01-02')).toBeCloseTo(1 / 7, 12);
    fc.assert(
      fc.property(dates, fc.integer({ min: -5_000, max: 5_000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });

  test('has an order', () => {
    expect(['2026-10-01', '2026-09-30', '2026-10-01'].map(localDate).sort(compareDates)).toEqual([
      '2026-09-30',
      '2026-10-01',
      '2026-10-01',
    ]);
    expect(compareDates('2026-10-01', '2026-10-01')).toBe(0);
    expect(compareDates('2026-10-02', '2026-10-01')).toBeGreaterThan(0);
    expect(compareDates('2026-10-01', '2026-10-02')).toBeLessThan(0);
    for (const [a, b] of [['2026-01-01', '2026-01-02'], ['2026-01-02', '2026-01-01']] as const) {
      expect([minDate(a, b), maxDate(a, b)]).toEqual(['2026-01-01', '2026-01-02']);
    }
  });

  test.each<[LocalDate, Weekday]>([
    ['2020-03-16', 1],
    ['2020-03-20', 5],
    ['2020-03-22', 7],
    ['2024-02-29', 4],
  ])('%s is weekday %i', (date, weekday) => {
    expect(weekdayOf(date)).toBe(weekday);
  });

  test('finds the next weekday strictly later, at most a week away', () => {
    expect(nextWeekday('2020-03-16', 5)).toBe('2020-03-20');
    expect(nextWeekday('2020-03-20', 5)).toBe('2020-03-27');
    expect(nextWeekday('2020-03-21', 5)).toBe('2020-03-27');
    const weekdays = fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7);
    fc.assert(
      fc.property(dates, weekdays, (date, weekday) => {
        const next = nextWeekday(date, weekday);
        expect(weekdayOf(next)).toBe(weekday);
        expect(daysBetween(date, next)).toBeGreaterThanOrEqual(1);
        expect(daysBetween(date, next)).toBeLessThanOrEqual(7);
      }),
    );
  });
});

describe('today', () => {
  test.each([
    ['2026-01-14T22:59:59Z', '2026-01-14'],
    ['2026-01-14T23:00:00Z', '2026-01-15'],
    ['2026-07-14T21:59:59Z', '2026-07-14'],
    ['2026-07-14T22:00:00Z', '2026-07-15'],
    ['2026-12-31T23:00:00Z', '2027-01-01'],
  ])('at %s is %s in Warsaw', (instant, date) => {
    expect(today(new Date(instant))).toBe(date);
  });

  test('is another day elsewhere', () => {
    expect(today(new Date('2026-01-14T23:30:00Z'), 'Europe/London')).toBe('2026-01-14');
    expect(today(new Date('2026-01-14T12:00:00Z'), 'Pacific/Kiritimati')).toBe('2026-01-15');
  });
});

describe('the end of a day', () => {
  test.each<[LocalDate, string, string]>([
    ['2026-01-14', 'Europe/Warsaw', '2026-01-14T23:00:00.000Z'],
    ['2026-07-14', 'Europe/Warsaw', '2026-07-14T22:00:00.000Z'],
    /* The nights of the clock changes of 2026: 29 March is 23 hours long, 25 October 25. */
    ['2026-03-28', 'Europe/Warsaw', '2026-03-28T23:00:00.000Z'],
    ['2026-03-29', 'Europe/Warsaw', '2026-03-29T22:00:00.000Z'],
    ['2026-10-24', 'Europe/Warsaw', '2026-10-24T22:00:00.000Z'],
    ['2026-10-25', 'Europe/Warsaw', '2026-10-25T23:00:00.000Z'],
    ['2026-07-14', 'UTC', '2026-07-15T00:00:00.000Z'],
    /* Midnight that never comes (Cairo and Beirut jump over it), and one that comes twice (Havana). */
    ['2024-04-25', 'Africa/Cairo', '2024-04-25T22:00:00.000Z'],
    ['2026-03-28', 'Asia/Beirut', '2026-03-28T22:00:00.000Z'],
    ['2025-11-01', 'America/Havana', '2025-11-02T04:00:00.000Z'],
    /* Clocks go back from midnight to 23:00 (Cairo): the day is over the second time. */
    ['2024-10-31', 'Africa/Cairo', '2024-10-31T22:00:00.000Z'],
    /* Half-hour zones and both sides of the date line. */
    ['2026-05-05', 'Asia/Kolkata', '2026-05-05T18:30:00.000Z'],
    ['2026-05-05', 'Pacific/Kiritimati', '2026-05-05T10:00:00.000Z'],
    ['2026-05-05', 'Pacific/Pago_Pago', '2026-05-06T11:00:00.000Z'],
  ])('%s in %s is %s', (date, zone, instant) => {
    expect(endOfDay(date, zone).toISOString()).toBe(instant);
  });

  test('is the first instant of the next day, on every day', () => {
    const zones = fc.constantFrom(
      'Europe/Warsaw',
      'America/Havana',
      'Africa/Cairo',
      'Asia/Kolkata',
      'Pacific/Auckland',
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), zones, (days, zone) => {
        const date = addDays('2010-01-01', days);
        const end = endOfDay(date, zone);
        expect(today(end, zone)).toBe(addDays(date, 1));
        expect(today(new Date(end.getTime() - 1), zone)).toBe(date);
        expect(startOfDay(addDays(date, 1), zone)).toEqual(end);
      }),
      { numRuns: 300 },
    );
  });
});
