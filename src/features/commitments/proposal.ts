import { endOfDay, today } from '../../kernel/dates.ts';
import { DomainError, invalid } from '../../kernel/errors.ts';
import { MAX_QUANTITY, isCountable, isPositive } from '../../kernel/quantity.ts';
import { sideOf } from './transitions.ts';
import { step } from './step.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Quantity, Unit } from '../../kernel/quantity.ts';
import type { Commitment, Terms } from './commitment.ts';
import type { Context, Step } from './step.ts';

/** What a commitment is proposed or asked with. Quantity in the need's unit, `offerUse` in the offer's. */
export type Proposal = Pick<
  Commitment,
  'id' | 'needId' | 'offerId' | 'supplierId' | 'ownerId' | 'quantity' | 'unit' | 'offerUse' | 'by' | 'terms' | 'orPart'
>;

/** How the need wants to be answered: urgent needs wait 48 hours for a yes, others 7 days, and none beyond its day. */
export type Patience = { readonly urgent: boolean; readonly neededBy: LocalDate | null };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Until when a yes is waited for, and the reminder at half of it (commitments: "no answer until its time"): not after the end
 * of the need's day, unless that is over already.
 */
export const answerTimes = (now: Date, { urgent, neededBy }: Patience): { readonly expiresAt: Date; readonly remindAt: Date } => {
  const usual = (urgent ? 48 : 7 * 24) * HOUR_MS;
  // A minute before midnight: midnight itself reads as the next day.
  const left = neededBy === null ? usual : endOfDay(neededBy).getTime() - MINUTE_MS - now.getTime();
  const wait = left > 0 ? Math.min(usual, left) : usual;
  return { expiresAt: new Date(now.getTime() + wait), remindAt: new Date(now.getTime() + wait / 2) };
};

const quantityFaults = (quantity: Quantity, unit: Unit): FieldErrors => {
  if (!isPositive(quantity)) return { quantity: { key: 'quantity.not-positive' } };
  if (quantity > MAX_QUANTITY) return { quantity: { key: 'quantity.too-large' } };
  return isCountable(quantity, unit) ? {} : { quantity: { key: 'quantity.not-whole', data: { unit } } };
};

/** Throws invalid `{quantity: quantity.not-positive | too-large | not-whole}`. */
export const checkQuantity = (quantity: Quantity, unit: Unit): void => {
  const faults = quantityFaults(quantity, unit);
  if (faults.quantity) throw invalid(faults);
};

const priceFaults = (terms: Terms): FieldErrors => {
  if (terms.kind !== 'price') return {};
  const priced = /^\d{1,9}(\.\d{1,4})?$/.test(terms.pricePerUnit) && /[1-9]/.test(terms.pricePerUnit);
  return {
    ...(priced ? {} : { pricePerUnit: { key: 'commitment.price-missing' } }),
    ...(/^[A-Z]{3}$/.test(terms.currency) ? {} : { currency: { key: 'commitment.currency-missing' } }),
  };
};

type Figures = { readonly quantity: Quantity; readonly unit: Unit; readonly by: LocalDate; readonly terms: Terms };

/** Throws invalid with all faults at once: `quantity`, `by` (`commitment.by-past`), `pricePerUnit`, `currency`. */
export const checkFigures = ({ quantity, unit, by, terms }: Figures, now: Date): void => {
  const faults: FieldErrors = {
    ...quantityFaults(quantity, unit),
    ...(by < today(now) ? { by: { key: 'commitment.by-past', data: { today: today(now) } } } : {}),
    ...priceFaults(terms),
  };
  if (Object.keys(faults).length > 0) throw invalid(faults);
};

const begin = (proposal: Proposal, yes: Pick<Commitment, 'supplierYes' | 'ownerYes' | 'takesSurplus'>,
  context: Context, patience: Patience): Commitment => {
  if (proposal.supplierId === proposal.ownerId) throw new DomainError('invalid', 'commitment.own-need');
  checkFigures(proposal, context.now);
  return { ...proposal, ...yes, ...answerTimes(context.now, patience), state: 'proposed', deliveries: [] };
};

/**
 * A supplier offers to supply (from an offer, from capabilities, or plainly); a coordinator may do so on its behalf.
 * The owner's yes is missing. A proposal reserves nothing, so it may be for more than is open.
 */
export const propose = (proposal: Proposal, context: Context, patience: Patience): Step =>
  step('propose', null,
    begin(proposal, { supplierYes: true, ownerYes: false, takesSurplus: false }, context, patience), context);

/**
 * The need's owner asks a firm to supply. When the office asks as itself, the owner's yes is missing too, unless the
 * owner has delegated acceptance (`officeMayAccept`). `takesSurplus`: the owner wants it even beyond what is open;
 * only the owner's own word, or the office speaking for the owner, can say that.
 */
export const ask = (
  proposal: Proposal, context: Context,
  need: Patience & { readonly officeMayAccept: boolean; readonly takesSurplus?: boolean },
): Step => {
  const spoken = sideOf(context.acting) === 'owner';
  const yes = {
    supplierYes: false,
    ownerYes: spoken || need.officeMayAccept,
    takesSurplus: spoken && need.takesSurplus === true,
  };
  return step('ask', null, begin(proposal, yes, context, need), context);
};
