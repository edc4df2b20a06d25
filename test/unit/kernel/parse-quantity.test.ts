import fc from 'fast-check';
import { asTyped, bothReadings, MAX_QUANTITY, parseQuantity, quantityFrom, toDecimal } from '../../../src/kernel/quantity.ts';
import type { QuantityFault } from '../../../src/kernel/quantity.ts';

const NBSP = '\u00a0';
const NARROW = '\u202f';
const THIN = '\u2009';
const FIGURE = '\u2007';

const read = (text: string): string => {
  const parsed = parseQuantity(text);
  return 'value' in parsed ? toDecimal(parsed.value) : parsed.fault;
};

describe('an amount as people type it', () => {
  test.each([
    ['0', '0'],
    ['1', '1'],
    ['1000', '1000'],
    ['007', '7'],
    ['1000000000', '1000000000'],
    /* Polish */
    ['1 000', '1000'],
    ['12 345,50', '12345.5'],
    ['1 000,5', '1000.5'],
    ['1000,5', '1000.5'],
    ['0,5', '0.5'],
    [',5', '0.5'],
    ['0,500', '0.5'],
    ['1000,500', '1000.5'],
    ['1 000 000', '1000000'],
    ['1.000,5', '1000.5'],
    ['1.000.000', '1000000'],
    ['1.000.000,25', '1000000.25'],
    ['1 000,500', '1000.5'],
    ['12,50', '12.5'],
    ['0,125', '0.125'],
    ['0,000', '0'],
    /* blanks of texts, spreadsheets and PDFs */
    [`1${NBSP}000`, '1000'],
    [`1${NARROW}000,5`, '1000.5'],
    [`1${THIN}000`, '1000'],
    [`1${FIGURE}000`, '1000'],
    [`${NBSP}250 `, '250'],
    ['\t250\n', '250'],
    [`12${NBSP}345${NARROW}678,5`, '12345678.5'],
    /* English */
    ['1,000.5', '1000.5'],
    ['1,000,000', '1000000'],
    ['1,000,000.125', '1000000.125'],
    ['1000.5', '1000.5'],
    ['0.5', '0.5'],
    ['.5', '0.5'],
    ['.500', '0.5'],
    ['1 000.5', '1000.5'],
    ['0.125', '0.125'],
    ['1234.567', '1234.567'],
    ['12.5', '12.5'],
    ['1.2500', '1.25'],
    ['1.50000', '1.5'],
  ])('%j is %s', (text, decimal) => {
    expect(read(text)).toBe(decimal);
  });

  test.each<[string, QuantityFault]>([
    ['1,000', 'ambiguous'],
    ['1.000', 'ambiguous'],
    ['12,500', 'ambiguous'],
    ['999.999', 'ambiguous'],
    ['01,500', 'ambiguous'],
    ['-1', 'negative'],
    ['- 1', 'negative'],
    ['\u22125', 'negative'],
    ['\u20135', 'negative'],
    ['-,5', 'negative'],
    ['1,2345', 'too-precise'],
    ['0.0001', 'too-precise'],
    ['1 000,0005', 'too-precise'],
    ['1,000.0005', 'too-precise'],
    ['1000000001', 'too-large'],
    ['1 000 000 000,001', 'too-large'],
    ['9'.repeat(60), 'too-large'],
  ])('%j is refused: %s', (text, fault) => {
    expect(read(text)).toBe(fault);
  });

  const refused = [
    '',
    ' ',
    '.',
    ',',
    '-',
    'abc',
    '1e3',
    '0x10',
    '1 00',
    '1 0000',
    '12 34',
    '1  000',
    '1.000 000',
    '1,00,000',
    '10,00,000',
    '1,000.500,5',
    '1.5.5',
    '1,5,5',
    '1 000 szt.',
    '1k',
    '+5',
    '5.',
    '5,',
    '1_000',
    "1'000",
    '１０',
    '١٠',
    'NaN',
    'Infinity',
    '1/2',
    '½',
    '0,500,000',
    '0 500',
    '1 000.000.000',
    '5-',
    '5-10',
    '1 2 000',
    '1.5.000.000',
    '1,5,000,000',
    '1 2,5',
    '<b>1</b>',
    '1\u0000',
    '1\n000',
    '1'.repeat(61),
    '9'.repeat(1_000_000),
  ].map((text) => [text.slice(0, 40), text] as const);

  test.each(refused)('%j is not a number', (_beginning, text) => {
    expect(read(text)).toBe('not-a-number');
  });

  test('never throws, and never takes more than the largest amount', () => {
    const typed = fc.string({ unit: fc.constantFrom(...'0123456789.,- \u00a0e'), maxLength: 25 });
    fc.assert(
      fc.property(fc.oneof(typed, fc.string()), (text) => {
        const parsed = parseQuantity(text);
        if ('value' in parsed) expect(parsed.value >= 0n && parsed.value <= MAX_QUANTITY).toBe(true);
      }),
    );
  });

  test('reads back what Polish, British and German formatting prints, or calls it ambiguous', () => {
    const amounts = fc
      .bigInt({ min: 0n, max: 10n ** 12n })
      .map((n) => `${n / 1000n}.${String(n % 1000n).padStart(3, '0')}`);
    fc.assert(
      fc.property(amounts, fc.constantFrom('pl', 'en-GB', 'de'), (decimal, locale) => {
        const printed = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(decimal as `${number}`);
        expect(['ambiguous', toDecimal(quantityFrom(decimal))]).toContain(read(printed));
      }),
    );
  });

  test('reads back what a form holds, whatever it is', () => {
    const thousandths = fc.oneof(fc.bigInt({ min: 0n, max: MAX_QUANTITY }), fc.bigInt({ min: 0n, max: 1_000_000n }));
    fc.assert(
      fc.property(thousandths, (n) => {
        const amount = quantityFrom(`${n / 1000n}.${String(n % 1000n).padStart(3, '0')}`);
        expect(parseQuantity(asTyped(amount))).toEqual({ value: amount });
      }),
    );
    expect([asTyped(quantityFrom('1.125')), asTyped(quantityFrom('0.875')), asTyped(quantityFrom('1000'))]).toEqual(['1,1250', '0,875', '1000']);
  });

  test('of what comes whole, a separator before three digits is one of thousands; else both readings are told', () => {
    for (const text of ['1,000', '1.000', '12,500']) {
      expect(parseQuantity(text, 'szt')).toEqual(parseQuantity(text.replace(/[.,]/, '')));
      expect(parseQuantity(text, 'kg')).toEqual({ fault: 'ambiguous' });
      const { thousands, fraction } = bothReadings(text);
      expect([read(thousands), read(fraction)]).toEqual([text.replace(/[.,]/, ''), toDecimal(quantityFrom(text.replace(',', '.')))]);
    }
  });

  test('never reads one text as the other language would', () => {
    const thousands = fc.integer({ min: 1, max: 999 });
    fc.assert(
      fc.property(thousands, thousands, fc.constantFrom(',', '.'), (a, b, separator) => {
        expect(read(`${a}${separator}${String(b).padStart(3, '0')}`)).toBe('ambiguous');
      }),
    );
  });
});
