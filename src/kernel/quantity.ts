import { isWholeUnit, scalesOf } from './units.ts';
import type { Measure, Unit } from './units.ts';

export * from './units.ts';

declare const quantityBrand: unique symbol;

/**
 * An amount with at most three decimal places, held as an integer number of thousandths.
 *
 * A bigint, not a number: sums are exact whatever their size, a quantity cannot be mixed with a plain number by
 * mistake, and JSON refuses it loudly instead of writing 300 as 300000. It is compared with `<`, `===` or `compare`,
 * and leaves the program only through `toDecimal` (PostgreSQL `numeric(15,3)`, messages, history rows).
 */
export type Quantity = bigint & { readonly [quantityBrand]: true };

/** Why a typed amount was not taken; `quantity.<fault>` is the message key. */
export type QuantityFault = 'not-a-number' | 'ambiguous' | 'too-precise' | 'too-large' | 'negative';

/** A typed amount, or why it was not taken: never both. */
export type ParsedQuantity = { readonly value: Quantity } | { readonly fault: QuantityFault };

/** How a conversion that does not come out even in three places is settled; `exact` answers null. */
export type Rounding = 'half-up' | 'up' | 'down' | 'exact';

const PLACES = 3;
const ONE = 1_000n;
const STORABLE = 10n ** 15n - 1n;

const quantity = (thousandths: bigint): Quantity => thousandths as Quantity;

export const ZERO: Quantity = quantity(0n);

/** Largest amount a person may type: a thousand million. */
export const MAX_QUANTITY: Quantity = quantity(1_000_000_000n * ONE);

/**
 * Reads a decimal string as the database or an API writes it: `-12`, `300.000`, `0.5`.
 * Throws RangeError on anything else, on more than three places, and on what `numeric(15,3)` cannot hold.
 */
export const quantityFrom = (decimal: string): Quantity => {
  const found = /^(-?)(\d{1,15})(?:\.(\d{1,20}))?$/.exec(decimal);
  const places = (found?.[3] ?? '').replace(/0+$/, '');
  if (!found || places.length > PLACES) throw new RangeError(`not a quantity: ${JSON.stringify(decimal.slice(0, 40))}`);
  const amount = BigInt(`${found[2]}${places.padEnd(PLACES, '0')}`);
  if (amount > STORABLE) throw new RangeError(`quantity out of range: ${decimal}`);
  return quantity(found[1] === '-' ? -amount : amount);
};

/** The shortest decimal string with a point: `300`, `0.5`, `-12.125`; what PostgreSQL and Intl take exactly. */
export const toDecimal = (q: Quantity): string => {
  const digits = (q < 0n ? -q : q).toString().padStart(PLACES + 1, '0');
  const places = digits.slice(-PLACES).replace(/0+$/, '');
  return `${q < 0n ? '-' : ''}${digits.slice(0, -PLACES)}${places && `.${places}`}`;
};

export const add = (a: Quantity, b: Quantity): Quantity => quantity(a + b);

/** `a - b`; may be negative (stock lowered below what was promised from it). */
export const subtract = (a: Quantity, b: Quantity): Quantity => quantity(a - b);

export const sum = (amounts: Iterable<Quantity>): Quantity => [...amounts].reduce(add, ZERO);

export const min = (a: Quantity, b: Quantity): Quantity => (a < b ? a : b);

export const max = (a: Quantity, b: Quantity): Quantity => (a > b ? a : b);

/** Negative, zero or positive, as `Array.sort` wants it. */
export const compare = (a: Quantity, b: Quantity): number => Number(a > b) - Number(a < b);

export const isZero = (q: Quantity): boolean => q === ZERO;

export const isPositive = (q: Quantity): boolean => q > ZERO;

/** True when so many of this unit can exist: half a face shield cannot, half a kilogram can. */
export const isCountable = (q: Quantity, unit: Unit): boolean => !isWholeUnit(unit) || q % ONE === 0n;

/** Down to what this unit can be counted in: whole pieces, or thousandths. Of a positive amount. */
export const floorTo = (q: Quantity, unit: Unit): Quantity => (isWholeUnit(unit) ? quantity(q - (q % ONE)) : q);

const SETTLE: Record<Rounding, (quotient: bigint, rest: bigint, divisor: bigint) => bigint | null> = {
  exact: () => null,
  down: (quotient) => quotient,
  up: (quotient) => quotient + 1n,
  'half-up': (quotient, rest, divisor) => (2n * rest >= divisor ? quotient + 1n : quotient),
};

/**
 * `q × times / by` for q ≥ 0, times ≥ 0, by > 0, settled to thousandths as `rounding` says; null only for `exact`.
 * One multiplication and one division, so nothing is rounded twice.
 */
export const scale = (q: Quantity, times: bigint, by: bigint, rounding: Rounding): Quantity | null => {
  const product = q * times;
  const quotient = product / by;
  const rest = product % by;
  const settled = rest === 0n ? quotient : SETTLE[rounding](quotient, rest, by);
  return settled === null ? null : quantity(settled);
};

/**
 * The same amount counted in another measure; null across families (nothing is computed there), and between pieces and
 * packages of an unknown size. Each side has its own pack size: 10 packages of 50 are 5 packages of 100.
 *
 * Rounded half up to three places unless told otherwise; use `up` for what a promise takes from a stock, `down` for
 * what may still be promised. The answer can be a fraction of a whole unit (1.5 packages): ask `isCountable`.
 */
export const convertBetween = (
  q: Quantity, from: Measure, to: Measure, rounding: Rounding = 'half-up',
): Quantity | null => {
  const [source, target] = scalesOf(from, to);
  if (source.family !== target.family) return null;
  if (q >= ZERO) return scale(q, source.factor, target.factor, rounding);
  throw new RangeError('a negative quantity is not converted');
};

/** `convertBetween` where both sides count the same packages, or at most one side counts packages. */
export const convert = (
  q: Quantity, fromUnit: Unit, toUnit: Unit, options: { packSize?: number | null; rounding?: Rounding } = {},
): Quantity | null => {
  const packSize = options.packSize ?? null;
  return convertBetween(q, { unit: fromUnit, packSize }, { unit: toUnit, packSize }, options.rounding);
};

/* The one blank people type and the ones that Polish texts, spreadsheets and PDFs put between thousands. */
const BLANKS = /[ \u00a0\u2007\u2009\u202f]/g;
const PLAIN = /^(\d*)(?:[.,](\d+))?$/;
const BLANK_GROUPS = /^([1-9]\d{0,2}(?: \d{3})+)(?:[.,](\d+))?$/;
const COMMA_GROUPS = /^([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?$/;
const POINT_GROUPS = /^([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?$/;
/* One separator and three digits: a thousand in one language, one and no thousandths in the other. */
const EITHER = /^0*[1-9]\d{0,2}[.,]\d{3}$/;

const fromDigits = (digits: string, places: string): ParsedQuantity => {
  const kept = places.replace(/0+$/, '');
  if (kept.length > PLACES) return { fault: 'too-precise' };
  const value = quantity(BigInt(digits.replace(/\D/g, '') + kept.padEnd(PLACES, '0')));
  return value > MAX_QUANTITY ? { fault: 'too-large' } : { value };
};

const readEither = (typed: string, unit: Unit | null): ParsedQuantity =>
  (unit !== null && isWholeUnit(unit) ? fromDigits(typed, '') : { fault: 'ambiguous' });

/**
 * Reads an amount as people type it, whatever their language: `1000`, `1 000` (any kind of blank), `1 000,5`,
 * `1 000.5`, `0,5`, `,5`, `1,000.5`, `1.000,5`, `1,000,000`. Refuses what two people would read differently:
 * `1,000` and `1.000` are `ambiguous`, while `0,500` and `1000,500` can only be decimals. No units, no signs,
 * no exponents. Of a unit that comes whole, `1,000` and `1.000` can only be a thousand. Zero is an amount ("nothing
 * arrived"); a form that wants more asks `isPositive`.
 */
export const parseQuantity = (text: string, unit: Unit | null = null): ParsedQuantity => {
  const typed = text.length > 60 ? '' : text.trim().replace(BLANKS, ' ');
  if (/^[-\u2212\u2013] ?[\d.,]/.test(typed)) return { fault: 'negative' };
  if (!/\d/.test(typed)) return { fault: 'not-a-number' };
  if (EITHER.test(typed)) return readEither(typed, unit);
  const found = [PLAIN, BLANK_GROUPS, COMMA_GROUPS, POINT_GROUPS]
    .map((notation) => notation.exec(typed))
    .find((match) => match !== null);
  return found ? fromDigits(found[1] ?? '', found[2] ?? '') : { fault: 'not-a-number' };
};

/** An amount as a form holds it, read back as the same: with thousandths a nought more, `1,1250`, or it would be ambiguous. */
export const asTyped = (q: Quantity): string => {
  const text = toDecimal(q).replace('.', ',');
  return EITHER.test(text) ? `${text}0` : text;
};

/** Both readings of an ambiguous amount, each as it is not: `1,125` is `1 125` or `1,1250`. */
export const bothReadings = (text: string): { thousands: string; fraction: string } => {
  const typed = text.trim().replace(/^0+/, '');
  return { thousands: typed.replace(/[.,]/, '\u00a0'), fraction: `${typed}0` };
};
