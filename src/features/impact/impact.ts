import { compare, convertBetween, quantityFrom, sum, type Family, type Quantity, type Unit } from '../../kernel/quantity.ts';
import { scaleOf } from '../../kernel/units.ts';

/** What was received of one thing in one region and month, in the unit in which it was asked for. */
export interface Receipts {
  /** Null: the need names nothing that the vocabulary knows. */
  concept: string | null;
  region: string | null;
  /** `YYYY-MM` of the day of receipt. */
  month: string;
  unit: Unit;
  packSize: number | null;
  /** Decimal. */
  quantity: string;
  deliveries: number;
}

/** What was received, counted in one unit. */
export interface Amount {
  unit: Unit;
  quantity: Quantity;
}

/** One line of a plot. */
export interface Counted<Key> {
  key: Key;
  deliveries: number;
  /** What was received, largest first: units that do not convert stand beside each other. */
  amounts: Amount[];
}

/** All that was received of one thing, counted in one unit. */
export interface ReceivedThing extends Amount {
  concept: string | null;
  deliveries: number;
}

/** The unit in which people think of large amounts of a family; the others stand alone. */
const COMMON_UNIT: Readonly<Partial<Record<Family, Unit>>> = { pieces: 'szt', mass: 'kg', length: 'm', area: 'm2', volume: 'l', time: 'h' };

const MONTHS = 12;

/* In the common unit; what cannot be converted stays in its own. */
function amountOf({ unit, packSize, quantity }: Receipts): Amount {
  const own = quantityFrom(quantity);
  const common = COMMON_UNIT[scaleOf({ unit, packSize }).family];
  const converted = common && convertBetween(own, { unit, packSize }, { unit: common });
  return common && converted !== null && converted !== undefined ? { unit: common, quantity: converted } : { unit, quantity: own };
}

const deliveriesOf = (rows: readonly Receipts[]): number => rows.reduce((total, { deliveries }) => total + deliveries, 0);

/* One amount for each unit. */
const amountsOf = (rows: readonly Receipts[]): Amount[] =>
  [...Map.groupBy(rows.map(amountOf), ({ unit }) => unit)]
    .map(([unit, amounts]) => ({ unit, quantity: sum(amounts.map(({ quantity }) => quantity)) }))
    .sort((a, b) => compare(b.quantity, a.quantity));

const most = (a: { deliveries: number }, b: { deliveries: number }): number => b.deliveries - a.deliveries;

/** Amounts by thing and unit family, most deliveries first: pieces and kilograms are never added up. */
export function byThing(rows: readonly Receipts[]): ReceivedThing[] {
  const things = Map.groupBy(rows, (row) => `${row.concept ?? ''} ${amountOf(row).unit}`);
  return [...things.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const quantity = sum(group.map((row) => amountOf(row).quantity));
    return [{ concept: first.concept, unit: amountOf(first).unit, quantity, deliveries: deliveriesOf(group) }];
  }).sort(most);
}

/** What was received by region, most deliveries first. */
export function byRegion(rows: readonly Receipts[]): Counted<string | null>[] {
  return [...Map.groupBy(rows, ({ region }) => region)]
    .map(([key, group]) => ({ key, deliveries: deliveriesOf(group), amounts: amountsOf(group) }))
    .sort(most);
}

const monthBefore = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
};

/** What was received in the twelve months that end with `last` (`YYYY-MM`), oldest first; a month without any has none. */
export function byMonth(rows: readonly Receipts[], last: string): Counted<string>[] {
  const groups = Map.groupBy(rows, ({ month }) => month);
  const months = [last];
  while (months.length < MONTHS) months.unshift(monthBefore(months[0] ?? last));
  return months.map((key) => {
    const group = groups.get(key) ?? [];
    return { key, deliveries: deliveriesOf(group), amounts: amountsOf(group) };
  });
}
