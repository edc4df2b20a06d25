import { quantityFrom, type Measure, type Quantity } from '../../kernel/quantity.ts';
import type { SupplyMode } from '../posts/index.ts';

/** An offer as far as its free amount is told. */
export type FreeOf = Measure & { readonly supplyMode?: SupplyMode | null };

const ONE = quantityFrom('1');
/* From the left amount on, to the right one. */
const STEPS = [['100', '1'], ['10', '0.1'], ['1', '0.01']].map(([from = '', step = '']) => [quantityFrom(from), quantityFrom(step)] as const);

/**
 * What is told of an offer's free amount: of so many a week, times weeks, thousandths say nothing. Whole services, else some
 * three digits; always down, so that what is told can be had. Stock is told as it is.
 */
export function freeSaid({ unit, supplyMode }: FreeOf, free: Quantity): Quantity {
  if (supplyMode !== 'capacity') return free;
  const step = unit === 'usl' && free >= ONE ? ONE : STEPS.find(([from]) => free >= from)?.[1];
  return step === undefined ? free : ((free - (free % step)) as Quantity);
}
