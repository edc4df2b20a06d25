import { localDate } from '../../../src/kernel/dates.ts';
import { afterWorkingDay, easter, isHoliday, isWorkingDay, nextWorkingDay } from '../../../src/kernel/working-days.ts';

test.each([
  [2020, '2020-04-12'], [2024, '2024-03-31'], [2025, '2025-04-20'], [2026, '2026-04-05'], [2027, '2027-03-28'], [2038, '2038-04-25'],
])('Easter of %i', (year, day) => {
  expect(easter(year)).toBe(day);
});

test.each([
  '2026-01-01', '2026-01-06', '2026-04-05', '2026-04-06', '2026-05-01', '2026-05-03', '2026-05-24', '2026-06-04', '2026-08-15',
  '2026-11-01', '2026-11-11', '2026-12-24', '2026-12-25', '2026-12-26', '2025-12-24',
])('%s is a public holiday', (day) => {
  expect(isHoliday(localDate(day))).toBe(true);
});

test.each(['2024-12-24', '2026-04-03', '2026-04-07', '2026-05-02', '2026-06-05', '2026-12-31'])('%s is none', (day) => {
  expect(isHoliday(localDate(day))).toBe(false);
});

test('Saturday and Sunday are free, Friday is not', () => {
  expect(['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'].map((day) => isWorkingDay(localDate(day)))).toEqual([true, false, false, true]);
});

test('over Christmas 2026 the next working day is far', () => {
  expect(nextWorkingDay(localDate('2026-12-23'))).toBe('2026-12-28');
});

test.each([
  ['Monday noon waits to Tuesday noon', '2026-11-16T11:00:00Z', '2026-11-17T11:00:00.000Z'],
  ['Friday evening waits to Monday evening', '2026-11-20T19:30:00Z', '2026-11-23T19:30:00.000Z'],
  ['what came on a Saturday counts from Monday morning', '2026-11-21T11:00:00Z', '2026-11-24T07:00:00.000Z'],
  ['Independence Day is skipped', '2026-11-10T08:00:00Z', '2026-11-12T08:00:00.000Z'],
  ['over the night of the spring change the clock on the wall counts', '2026-03-27T11:00:00Z', '2026-03-30T10:00:00.000Z'],
  ['late on Sunday, in Warsaw already Monday', '2026-11-22T23:30:00Z', '2026-11-23T23:30:00.000Z'],
])('%s', (_, since, due) => {
  expect(afterWorkingDay(new Date(since)).toISOString()).toBe(due);
});
