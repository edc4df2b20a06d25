import { ANSWER_DAYS } from '../../../src/features/joining/application.ts';
import { olderThan, retentionRules } from '../../../src/features/privacy/retention.ts';

const daysOf = (rule: string) => retentionRules.find(({ id }) => id === rule)?.days;

test('an application nobody confirms is kept a day longer than its link lives', () => {
  expect(daysOf('unverified-applications')).toBe(ANSWER_DAYS + 1);
});

test('what is older than the days of a rule goes', () => {
  expect(olderThan({ id: 'report-addresses', days: 180 }, new Date('2026-11-22T02:40:00Z'))).toEqual(new Date('2026-05-26T02:40:00Z'));
});
