import { toDecimal } from '../../../src/kernel/quantity.ts';
import { byMonth, byRegion, byThing, type Counted, type Receipts } from '../../../src/features/impact/impact.ts';

const row = (more: Partial<Receipts>): Receipts => ({
  concept: 'face-shield', region: 'kujawsko-pomorskie', month: '2026-11', unit: 'szt', packSize: null, quantity: '10', deliveries: 1, ...more,
});

test('thousands and packages of a known size are pieces; kilograms are not added to them', () => {
  const things = byThing([
    row({}), row({ unit: 'tys_szt', quantity: '1.5' }), row({ unit: 'opak', packSize: 50, quantity: '2' }), row({ unit: 'kg', quantity: '3' }),
    row({ unit: 'g', quantity: '500' }),
  ]);
  expect(things.map(({ unit, quantity, deliveries }) => [unit, toDecimal(quantity), deliveries])).toEqual([['szt', '1610', 3], ['kg', '3.5', 2]]);
});

test('packages of an unknown size and other families stand alone', () => {
  const things = byThing([row({ unit: 'opak' }), row({ unit: 'para' }), row({ unit: 'usl' })]);
  expect(things.map(({ unit, quantity }) => [unit, toDecimal(quantity)])).toEqual([['opak', '10'], ['para', '10'], ['usl', '10']]);
});

test('what names nothing known is a thing of its own', () => {
  expect(byThing([row({ concept: null, deliveries: 3 }), row({})]).map(({ concept }) => concept)).toEqual([null, 'face-shield']);
});

test('regions by deliveries, most first', () => {
  const rows = [row({}), row({ region: null, deliveries: 4 }), row({ deliveries: 2 })];
  expect(byRegion(rows)).toMatchObject([{ key: null, deliveries: 4 }, { key: 'kujawsko-pomorskie', deliveries: 3 }]);
});

test('twelve months to the last, over the turn of the year, empty ones included, older ones left out', () => {
  const months = byMonth([row({ month: '2026-02', deliveries: 2 }), row({ month: '2025-12' }), row({ month: '2025-02' })], '2026-02');
  expect(months.map(({ key }) => key)).toEqual([
    '2025-03', '2025-04', '2025-05', '2025-06', '2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12', '2026-01', '2026-02',
  ]);
  expect(months.filter(({ deliveries }) => deliveries > 0)).toMatchObject([{ key: '2025-12', deliveries: 1 }, { key: '2026-02', deliveries: 2 }]);
});

test('a region and a month have an amount for each unit, largest first, over all things', () => {
  const rows = [
    row({ unit: 'kg', quantity: '20' }), row({ unit: 'tys_szt', quantity: '3.47', concept: null }), row({}), row({ region: null, month: '2026-10', unit: 'opak' }),
  ];
  const amounts = (lines: readonly Counted<string | null>[]) =>
    lines.map(({ key, amounts: of }) => [key, ...of.map(({ unit, quantity }) => `${toDecimal(quantity)} ${unit}`)]);
  expect(amounts(byRegion(rows))).toEqual([['kujawsko-pomorskie', '3480 szt', '20 kg'], [null, '10 opak']]);
  expect(amounts(byMonth(rows, '2026-11').slice(-3))).toEqual([['2026-09'], ['2026-10', '10 opak'], ['2026-11', '3480 szt', '20 kg']]);
});
