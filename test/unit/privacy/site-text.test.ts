import { EMPTY, isReviewOverdue, missingFor, siteWarnings } from '../../../src/features/privacy/site-text.ts';

test.each<[string, `${number}-${number}-${number}`, boolean]>([
  ['2026-02-01', '2026-11-21', false], ['2025-12-31', '2026-03-31', false], ['2025-12-31', '2026-04-01', true], ['2024-12-31', '2026-01-01', true], ['', '2026-11-21', false],
])('a statement reviewed on %s is overdue on %s: %s', (reviewed, day, overdue) => {
  expect(isReviewOverdue(reviewed, day)).toBe(overdue);
});

test('what is missing is named, page by page', () => {
  expect(missingFor('clause', EMPTY)).toEqual(['controller-name', 'controller-address', 'controller-email', 'recipients']);
  expect(missingFor('clause', { ...EMPTY, 'controller-name': 'a', 'controller-address': 'b', 'controller-email': 'c', recipients: 'd' })).toEqual([]);
});

test('administrators are warned, of security.txt a month before its end', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  expect(siteWarnings(EMPTY, now, null)).toEqual(['clause-missing', 'statement-missing']);
  expect(siteWarnings({ ...EMPTY, 'statement-reviewed': '2025-01-01' }, now, '2026-12-20')).toEqual(['clause-missing', 'statement-missing', 'review-overdue', 'security-expired']);
  expect(siteWarnings(EMPTY, now, '2027-11-20')).toHaveLength(2);
});
