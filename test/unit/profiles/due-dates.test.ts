import { dueReminder } from '../../../src/features/profiles/due-dates.ts';

test.each([
  [31, null, null], [30, null, 30], [29, 30, null], [8, null, 30], [7, null, 7],
  [7, 30, 7], [6, 7, null], [0, 30, 7], [0, null, 7], [0, 7, null], [-1, null, null], [-1, 30, null],
])('%i days before the end, reminded last %p: %p', (left, sent, due) => {
  expect(dueReminder(left, sent)).toBe(due);
});
