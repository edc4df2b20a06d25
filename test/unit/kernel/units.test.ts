import { UNITS, familyOf, isPackSize, isUnit, isWholeUnit, sameFamily } from '../../../src/kernel/units.ts';
import type { Unit } from '../../../src/kernel/units.ts';

describe('units', () => {
  test('are these and no others', () => {
    expect([...UNITS].sort()).toEqual([
      'ark',
      'cm',
      'cm2',
      'g',
      'h',
      'kg',
      'km',
      'kpl',
      'l',
      'm',
      'm2',
      'min',
      'ml',
      'mm',
      'opak',
      'para',
      'rolka',
      'szt',
      't',
      'tys_szt',
      'usl',
    ]);
    expect(isUnit('tys_szt')).toBe(true);
    for (const text of ['', 'SZT', 'szt.', 'constructor', '__proto__', 'toString']) expect(isUnit(text)).toBe(false);
  });

  test.each<[string, Unit[]]>([
    ['pieces', ['szt', 'tys_szt']],
    ['mass', ['g', 'kg', 't']],
    ['length', ['mm', 'cm', 'm', 'km']],
    ['area', ['cm2', 'm2']],
    ['volume', ['ml', 'l']],
    ['time', ['min', 'h']],
    ['packages', ['opak']],
    ['pairs', ['para']],
    ['sets', ['kpl']],
    ['sheets', ['ark']],
    ['rolls', ['rolka']],
    ['services', ['usl']],
  ])('of the family %s are %j', (family, units) => {
    expect(UNITS.filter((unit) => familyOf(unit) === family)).toEqual(units);
  });

  test('packages are pieces once the pack size is known', () => {
    expect(familyOf('opak', 50)).toBe('pieces');
    expect(familyOf('opak', 0)).toBe('packages');
    expect(familyOf('kg', 50)).toBe('mass');
    expect(sameFamily({ unit: 'opak', packSize: 50 }, { unit: 'tys_szt' })).toBe(true);
    expect(sameFamily({ unit: 'opak' }, { unit: 'szt' })).toBe(false);
    expect(sameFamily({ unit: 'opak' }, { unit: 'opak', packSize: null })).toBe(true);
    expect(sameFamily({ unit: 'opak', packSize: 50 }, { unit: 'opak' })).toBe(true);
  });

  test.each([
    [1, true],
    [1_000_000, true],
    [0, false],
    [-5, false],
    [1.5, false],
    [1_000_001, false],
    [Number.NaN, false],
    [null, false],
    [undefined, false],
  ])('pack size %s: %s', (size, usable) => {
    expect(isPackSize(size)).toBe(usable);
  });

  test('are whole where halves do not exist', () => {
    expect(UNITS.filter(isWholeUnit)).toEqual(['szt', 'opak', 'para', 'kpl', 'ark', 'rolka']);
  });
});
