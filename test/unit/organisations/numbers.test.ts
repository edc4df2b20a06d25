import { foreignNumber, isRegon } from '../../../src/features/organisations/numbers.ts';

describe('REGON', () => {
  test.each(['123456785', '123 456 785', '12345678512347', '732065814', '000331501'])('%s passes', (text) => {
    expect(isRegon(text)).toBe(true);
  });
  test.each(['123456786', '12345678512348', '12345678612347', '000000000', '00000000000000', '', '12345678', 'abcdefghi', '1234567851234', '١٢٣٤٥٦٧٨٥'])('%j does not', (text) => {
    expect(isRegon(text)).toBe(false);
  });
});

describe('a number of elsewhere', () => {
  test.each([
    ['DE123456789', 'DE', 'DE123456789'], ['de 123.456.789', 'DE', 'DE123456789'], ['EL123456789', 'GR', 'EL123456789'], ['ATU12345678', 'AT', 'ATU12345678'],
    ['HRB 12345', 'DE', 'HRB 12345'], ['1234 5678', 'UA', '1234 5678'], ['ЄДРПОУ 12345678', 'UA', 'ЄДРПОУ 12345678'],
  ])('%s of %s is stored as %s', (text, country, stored) => {
    expect(foreignNumber(text, country)).toBe(stored);
  });
  test.each([['DE12345678', 'DE'], ['ATX12345678', 'AT'], ['abc', 'UA'], ['', 'DE'], ['1', 'UA'], ['<script>1', 'US'], ['x'.repeat(31) + '1', 'US']])('%s of %s is none', (text, country) => {
    expect(foreignNumber(text, country)).toBeNull();
  });
});
