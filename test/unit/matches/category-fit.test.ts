import { categoriesAgree, categoryFit } from '../../../src/features/matches/category-fit.ts';

test.each([
  ['33199000', '33199000-1', true],
  ['33199000', '33190000', true],
  ['33190000', '33100000', true],
  ['33199000', '33100000', false],
  ['33199000', '33198000', false],
  ['30000000', '30100000', true],
  ['18143000', '33199000', false],
])('%s and %s: %s', (a, b, agree) => {
  expect(categoriesAgree(a, b)).toBe(agree);
  expect(categoriesAgree(b, a)).toBe(agree);
});

test('only another division counts against a pair', () => {
  expect(categoryFit('33199000', '33199000').reasons).toEqual([{ code: 'same-category', cpv: '33199000' }]);
  expect(categoryFit('33199000', '33698000')).toEqual({ factor: 1, cap: 'fits', reasons: [] });
  expect(categoryFit('33199000', null)).toEqual({ factor: 1, cap: 'fits', reasons: [] });
  expect(categoryFit('33199000', '18143000').factor).toBeLessThan(1);
});
