/**
 * Units and their families (commitments: "units convert only inside a family").
 * A factor says how many of the family's smallest unit one unit holds, so every factor is an integer and
 * every conversion a ratio of integers.
 */
export type Family =
  | 'pieces' | 'mass' | 'length' | 'area' | 'volume' | 'time'
  | 'packages' | 'pairs' | 'sets' | 'sheets' | 'rolls' | 'services';

type UnitFacts = { readonly family: Family; readonly factor: bigint; readonly whole: boolean };

const FACTS = {
  szt: { family: 'pieces', factor: 1n, whole: true },
  tys_szt: { family: 'pieces', factor: 1_000n, whole: false },
  opak: { family: 'packages', factor: 1n, whole: true },
  para: { family: 'pairs', factor: 1n, whole: true },
  kpl: { family: 'sets', factor: 1n, whole: true },
  ark: { family: 'sheets', factor: 1n, whole: true },
  rolka: { family: 'rolls', factor: 1n, whole: true },
  g: { family: 'mass', factor: 1n, whole: false },
  kg: { family: 'mass', factor: 1_000n, whole: false },
  t: { family: 'mass', factor: 1_000_000n, whole: false },
  mm: { family: 'length', factor: 1n, whole: false },
  cm: { family: 'length', factor: 10n, whole: false },
  m: { family: 'length', factor: 1_000n, whole: false },
  km: { family: 'length', factor: 1_000_000n, whole: false },
  cm2: { family: 'area', factor: 1n, whole: false },
  m2: { family: 'area', factor: 10_000n, whole: false },
  ml: { family: 'volume', factor: 1n, whole: false },
  l: { family: 'volume', factor: 1_000n, whole: false },
  min: { family: 'time', factor: 1n, whole: false },
  h: { family: 'time', factor: 60n, whole: false },
  usl: { family: 'services', factor: 1n, whole: false },
} as const satisfies Record<string, UnitFacts>;

/** Id of a unit as stored and as used in message keys. */
export type Unit = keyof typeof FACTS;

/** A unit together with what is needed to count in it: pieces in one package, when it is packages. */
export type Measure = { readonly unit: Unit; readonly packSize?: number | null };

/** Every unit, in the order in which a form offers them. */
export const UNITS = Object.keys(FACTS) as readonly Unit[];

/** True when the text is the id of a unit (own keys only: `constructor` is not a unit). */
export const isUnit = (text: string): text is Unit => Object.hasOwn(FACTS, text);

/** True for a usable pack size: a whole number of pieces from 1 to a million. */
export const isPackSize = (size: number | null | undefined): size is number =>
  typeof size === 'number' && Number.isSafeInteger(size) && size >= 1 && size <= 1_000_000;

type Scale = { readonly family: Family; readonly factor: bigint };

/**
 * Family of a unit and how many of the family's smallest unit one holds. Packages of a known size are pieces;
 * packages of an unknown size stand alone.
 */
export const scaleOf = ({ unit, packSize }: Measure): Scale =>
  unit === 'opak' && isPackSize(packSize) ? { family: 'pieces', factor: BigInt(packSize) } : FACTS[unit];

/** Family of a unit; packages belong to the pieces once the pack size is known. */
export const familyOf = (unit: Unit, packSize: number | null = null): Family => scaleOf({ unit, packSize }).family;

/**
 * The scales in which amounts in these two measures are computed with one another. Packages of which one side names no
 * size are the other side's packages, one for one: who asks for five and is offered five of a hundred means those.
 */
export const scalesOf = (a: Measure, b: Measure): readonly [Scale, Scale] => {
  const packages = a.unit === 'opak' && b.unit === 'opak';
  return packages && !(isPackSize(a.packSize) && isPackSize(b.packSize)) ? [FACTS.opak, FACTS.opak] : [scaleOf(a), scaleOf(b)];
};

/** True when amounts in these units can be computed with one another. */
export const sameFamily = (a: Measure, b: Measure): boolean => {
  const [one, other] = scalesOf(a, b);
  return one.family === other.family;
};

/** True when only whole numbers of it exist: pieces, packages, pairs, sets, sheets, rolls; not 0,5 tys. szt. */
export const isWholeUnit = (unit: Unit): boolean => FACTS[unit].whole;
