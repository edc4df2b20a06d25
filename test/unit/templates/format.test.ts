import fc from 'fast-check';
import { formatNumber } from '../../../src/templates/format.ts';

test.each([
  ['pl', 0, '0'], ['pl', 999, '999'], ['pl', 1000, '1\u00a0000'], ['pl', '12345.5', '12\u00a0345,5'], ['pl', -1234, '-1\u00a0234'],
  ['en', 0, '0'], ['en', '1000', '1,000'], ['en', '1234567.125', '1,234,567.125'],
] as const)('%s: %s is written %s', (lang, value, written) => {
  expect(formatNumber(lang, value)).toBe(written);
});

test.each(['pl', 'en'] as const)('%s: every whole number is written as the language writes it', (lang) => {
  const intl = new Intl.NumberFormat(lang, { useGrouping: 'always' });
  fc.assert(fc.property(fc.nat(Number.MAX_SAFE_INTEGER), (value) => {
    expect(formatNumber(lang, value)).toBe(intl.format(value).replace(/\s/g, '\u00a0'));
    expect(formatNumber(lang, String(value))).toBe(formatNumber(lang, value));
  }));
});
