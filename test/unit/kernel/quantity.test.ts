import fc from 'fast-check';
import {
  MAX_QUANTITY,
  UNITS,
  ZERO,
  add,
  compare,
  convert,
  convertBetween,
  floorTo,
  isCountable,
  isPositive,
  isZero,
  max,
  min,
  quantityFrom,
  sameFamily,
  scale,
  subtract,
  sum,
  toDecimal,
} from '../../../src/kernel/quantity.ts';
import type { Rounding, Unit } from '../../../src/kernel/quantity.ts';

const q = quantityFrom;
const decimals = fc
  .bigInt({ min: 0n, max: 10n ** 12n })
  .map((n) => q(`${n / 1000n}.${String(n % 1000n).padStart(3, '0')}`));

describe('decimal strings', () => {
  test.each([
    ['0', '0'],
    ['0.000', '0'],
    ['-0', '0'],
    ['300.000', '300'],
    ['0.5', '0.5'],
    ['0.050', '0.05'],
    ['0.001', '0.001'],
    ['-12.125', '-12.125'],
    ['-0.5', '-0.5'],
    ['000300', '300'],
    ['1.2500000', '1.25'],
    ['999999999999.999', '999999999999.999'],
    ['1000000000', '1000000000'],
  ])('%s is %s', (text, decimal) => {
    expect(toDecimal(q(text))).toBe(decimal);
  });

  test.each([
    '',
    ' 1',
    '1 ',
    '1,5',
    '1.',
    '.5',
    '+1',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    '1.0005',
    '--1',
    '1.2.3',
    '１',
    '1000000000000',
    '-1000000000000',
    '9'.repeat(16),
    '1\n',
  ])('%j is not one', (text) => {
    expect(() => q(text)).toThrow(RangeError);
  });

  test('are quoted by a fault, from the beginning', () => {
    expect(() => q('1,5')).toThrow('not a quantity: "1,5"');
    expect(() => q('x'.repeat(1_000))).toThrow(/^not a quantity: "x{40}"$/);
    expect(() => q('-1000000000000')).toThrow('quantity out of range: -1000000000000');
  });

  test('survive the round trip', () => {
    fc.assert(fc.property(decimals, (a) => q(toDecimal(a)) === a));
  });

  test('JSON refuses a quantity rather than write its thousandths', () => {
    expect(() => JSON.stringify({ quantity: q('300') })).toThrow(TypeError);
  });
});

describe('arithmetic', () => {
  test('is exact where floating point is not', () => {
    expect(toDecimal(add(q('0.1'), q('0.2')))).toBe('0.3');
    expect(toDecimal(sum(Array.from({ length: 10_000 }, () => q('0.001'))))).toBe('10');
    expect(toDecimal(add(MAX_QUANTITY, q('0.001')))).toBe('1000000000.001');
    expect(toDecimal(sum([]))).toBe('0');
  });

  test('subtracts below zero and says so', () => {
    expect(toDecimal(subtract(q('1'), q('1.5')))).toBe('-0.5');
    expect([isPositive(q('-0.5')), isPositive(ZERO), isPositive(q('0.001'))]).toEqual([false, false, true]);
    expect([isZero(q('0.000')), isZero(q('0.001'))]).toEqual([true, false]);
  });

  test('obeys its laws', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        expect(add(a, b)).toBe(add(b, a));
        expect(subtract(add(a, b), b)).toBe(a);
        expect(add(min(a, b), max(a, b))).toBe(add(a, b));
        expect(min(a, b) <= max(a, b)).toBe(true);
        expect(Math.sign(compare(a, b))).toBe(Math.sign(Number(a - b)));
      }),
    );
  });

  test('sorts by value, not as text', () => {
    expect([q('10'), q('9'), q('9.5')].sort(compare).map(toDecimal)).toEqual(['9', '9.5', '10']);
    expect(compare(q('9.5'), q('9.500'))).toBe(0);
  });
});

describe('what can be counted', () => {
  test.each<[string, Unit, boolean, string]>([
    ['14', 'szt', true, '14'],
    ['14.285', 'szt', false, '14'],
    ['0.5', 'opak', false, '0'],
    ['1.5', 'para', false, '1'],
    ['1.5', 'tys_szt', true, '1.5'],
    ['0.125', 'kg', true, '0.125'],
    ['2.5', 'h', true, '2.5'],
    ['0.5', 'rolka', false, '0'],
  ])('%s %s: %s, at most %s', (amount, unit, countable, floor) => {
    expect(isCountable(q(amount), unit)).toBe(countable);
    expect(toDecimal(floorTo(q(amount), unit))).toBe(floor);
  });
});

describe('scaling', () => {
  test.each<[string, bigint, bigint, Rounding, string | null]>([
    ['100', 1n, 7n, 'down', '14.285'],
    ['100', 1n, 7n, 'up', '14.286'],
    ['100', 1n, 7n, 'half-up', '14.286'],
    ['100', 1n, 7n, 'exact', null],
    ['100', 7n, 7n, 'exact', '100'],
    ['0.001', 1n, 2n, 'half-up', '0.001'],
    ['0.001', 1n, 3n, 'half-up', '0'],
    ['0.001', 1n, 2n, 'down', '0'],
    ['0.001', 1n, 3n, 'up', '0.001'],
    ['0', 1n, 3n, 'up', '0'],
  ])('%s × %s / %s %s is %s', (amount, times, by, rounding, result) => {
    const scaled = scale(q(amount), times, by, rounding);
    expect(scaled === null ? null : toDecimal(scaled)).toBe(result);
  });
});

describe('conversion', () => {
  test.each<[string, Unit, Unit, string, number | null]>([
    ['1000', 'szt', 'tys_szt', '1', null],
    ['1', 'szt', 'tys_szt', '0.001', null],
    ['1.5', 'tys_szt', 'szt', '1500', null],
    ['1', 'g', 'kg', '0.001', null],
    ['2.5', 'kg', 'g', '2500', null],
    ['1', 't', 'kg', '1000', null],
    ['1', 't', 'g', '1000000', null],
    ['500', 'kg', 't', '0.5', null],
    ['1', 'cm', 'mm', '10', null],
    ['1', 'm', 'cm', '100', null],
    ['1', 'm', 'mm', '1000', null],
    ['1', 'km', 'm', '1000', null],
    ['1', 'km', 'mm', '1000000', null],
    ['25', 'cm', 'm', '0.25', null],
    ['1', 'm2', 'cm2', '10000', null],
    ['50', 'cm2', 'm2', '0.005', null],
    ['1', 'l', 'ml', '1000', null],
    ['250', 'ml', 'l', '0.25', null],
    ['1', 'h', 'min', '60', null],
    ['90', 'min', 'h', '1.5', null],
    ['100', 'min', 'h', '1.667', null],
    ['10', 'min', 'h', '0.167', null],
    ['3', 'opak', 'szt', '150', 50],
    ['150', 'szt', 'opak', '3', 50],
    ['2', 'tys_szt', 'opak', '40', 50],
    ['70', 'szt', 'opak', '1.4', 50],
    ['2', 'opak', 'opak', '2', null],
    ['2', 'opak', 'opak', '2', 50],
    ['2', 'para', 'para', '2', null],
    ['1000000000', 't', 'g', '1000000000000000', null],
  ])('%s %s in %s is %s', (amount, from, to, result, packSize) => {
    const converted = convert(q(amount), from, to, { packSize });
    expect(converted === null ? null : toDecimal(converted)).toBe(result);
  });

  test('settles what does not come out even as it is told', () => {
    const settled = (rounding: Rounding): string | null => {
      const hours = convert(q('100'), 'min', 'h', { rounding });
      return hours === null ? null : toDecimal(hours);
    };
    expect([settled('half-up'), settled('up'), settled('down'), settled('exact')]).toEqual([
      '1.667',
      '1.667',
      '1.666',
      null,
    ]);
    expect(convert(q('0.001'), 'g', 't')).toBe(ZERO);
    expect(convert(q('90'), 'min', 'h', { rounding: 'exact' })).toBe(q('1.5'));
  });

  test('computes nothing across families, for any pair of units', () => {
    const crossing = UNITS.flatMap((from) => UNITS.map((to) => ({ from, to }))).filter(
      ({ from, to }) => !sameFamily({ unit: from }, { unit: to }),
    );
    expect(crossing.length).toBeGreaterThan(300);
    for (const { from, to } of crossing) expect(convert(q('5'), from, to)).toBeNull();
    expect(convert(q('1'), 'opak', 'szt', { packSize: 0 })).toBeNull();
    expect(convert(q('1'), 'opak', 'kg', { packSize: 50 })).toBeNull();
  });

  test('counts the packages of two parties each by its own size', () => {
    const fifty = { unit: 'opak', packSize: 50 } as const;
    expect(convertBetween(q('10'), fifty, { unit: 'opak', packSize: 100 })).toBe(q('5'));
    expect(convertBetween(q('10'), fifty, { unit: 'opak' })).toBe(q('10'));
    expect(convertBetween(q('10'), { unit: 'opak', packSize: null }, fifty)).toBe(q('10'));
    expect(convertBetween(q('10'), { unit: 'opak' }, { unit: 'szt' })).toBeNull();
    expect(convertBetween(q('10'), fifty, { unit: 'szt' })).toBe(q('500'));
  });

  test('refuses what is less than nothing', () => {
    expect(() => convert(q('-1'), 'kg', 'g')).toThrow(new RangeError('a negative quantity is not converted'));
  });

  test('to a smaller unit and back changes nothing; rounded down it never makes more', () => {
    const pairs = UNITS.flatMap((from) => UNITS.map((to) => ({ from, to }))).filter(({ from, to }) =>
      sameFamily({ unit: from }, { unit: to }),
    );
    fc.assert(
      fc.property(decimals, fc.constantFrom(...pairs), (amount, { from, to }) => {
        const exact = convert(amount, from, to, { rounding: 'exact' });
        if (exact !== null) expect(convert(exact, to, from)).toBe(amount);
        const less = convert(amount, from, to, { rounding: 'down' }) ?? ZERO;
        expect((convert(less, to, from, { rounding: 'down' }) ?? ZERO) <= amount).toBe(true);
      }),
    );
  });
});
