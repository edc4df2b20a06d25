import { DomainError } from '../../kernel/errors.ts';
import { ZERO, add, convertBetween, max, min, scale, subtract, sum, toDecimal } from '../../kernel/quantity.ts';
import type { Measure, Quantity, Unit } from '../../kernel/quantity.ts';
import { freeSaid, type FreeOf } from './free-said.ts';
import type { FieldError } from '../../kernel/errors.ts';
import type { LocalDate } from '../../kernel/dates.ts';

/** The two organisations of a commitment: who supplies, and whose need it is. */
export type Side = 'supplier' | 'owner';

/** Who acts: a side itself, the cluster's office, or the clock (for answers that never came). */
export type Party = Side | 'office' | 'clock';

/** Where a commitment is in its life; the arrows between the states are in `transitions.ts`. */
export type State =
  | 'proposed' | 'accepted' | 'in-production' | 'partly-sent' | 'sent'
  | 'completed' | 'declined' | 'withdrawn' | 'lapsed' | 'failed';

/** Accepted and not ended. `sent` means nothing is left to send, `partly-sent` that something still is. */
export const LIVE: readonly State[] = ['accepted', 'in-production', 'partly-sent', 'sent'];

/** Every state a commitment can be in, in the order of its life. */
export const STATES: readonly State[] = [
  'proposed', ...LIVE, 'completed', 'declined', 'withdrawn', 'lapsed', 'failed',
];

export type Proof = 'certificate' | 'declaration' | 'maker-made';
export type Handover = 'delivery' | 'pick-up';

/** Terms travel with the commitment, seen before yes. The price is net per unit of the need, a decimal string. */
export type Terms = { readonly proof: Proof | null; readonly handover: Handover } & (
  | { readonly kind: 'gift' | 'at-cost' }
  | { readonly kind: 'price'; readonly pricePerUnit: string; readonly currency: string }
);

/** One statement of what arrived. A correction is a further receipt; the last one counts. */
export type Receipt = {
  readonly quantity: Quantity;
  readonly on: LocalDate;
  /** Name of the person who took it in. */
  readonly by: string;
  readonly differences: string | null;
  readonly recordedAt: Date;
};

/** A parcel of a commitment. Unconfirmed as long as it has no receipt. */
export type Delivery = {
  readonly id: string;
  readonly sent: Quantity;
  readonly on: LocalDate;
  readonly handover: Handover;
  readonly carrier: string | null;
  readonly reference: string | null;
  readonly lot: string | null;
  readonly receipts: readonly Receipt[];
};

/** A promise by one organisation to supply a quantity for one need by a date. Immutable; verbs return a new one. */
export type Commitment = {
  readonly id: string;
  readonly needId: string;
  /** Null when supplied plainly or from capabilities. */
  readonly offerId: string | null;
  readonly supplierId: string;
  readonly ownerId: string;
  /** In the need's unit. */
  readonly quantity: Quantity;
  readonly unit: Unit;
  /** How much of the offer `quantity` takes, in the offer's own unit; null when unknown or without an offer. */
  readonly offerUse: Quantity | null;
  readonly by: LocalDate;
  readonly terms: Terms;
  /** Whoever has said yes has also said yes to less. */
  readonly orPart: boolean;
  /** The owner explicitly takes more than is open. */
  readonly takesSurplus: boolean;
  readonly state: State;
  readonly supplierYes: boolean;
  readonly ownerYes: boolean;
  /** Until when a yes is waited for, and when to remind; null once nothing is waited for. */
  readonly expiresAt: Date | null;
  readonly remindAt: Date | null;
  readonly deliveries: readonly Delivery[];
};

export const isLive = ({ state }: Pick<Commitment, 'state'>): boolean => LIVE.includes(state);

export const hasSaidYes = (c: Commitment, side: Side): boolean => (side === 'supplier' ? c.supplierYes : c.ownerYes);

/** What arrived of a delivery by its last receipt; null while it is unconfirmed. */
export const arrivedOf = (delivery: Delivery): Quantity | null => delivery.receipts.at(-1)?.quantity ?? null;

/** Parcels that nobody has confirmed yet. */
export const unconfirmed = (c: Commitment): readonly Delivery[] =>
  c.deliveries.filter((delivery) => arrivedOf(delivery) === null);

export const sentOf = (c: Commitment): Quantity => sum(c.deliveries.map(({ sent }) => sent));

export const receivedOf = (c: Commitment): Quantity => sum(c.deliveries.map((delivery) => arrivedOf(delivery) ?? ZERO));

/** True once as much has arrived as was agreed: nothing of it can fail any more. */
export const allReceived = (c: Commitment): boolean => receivedOf(c) >= c.quantity;

/** Everything agreed has arrived and nobody has said yet that it is all: an end is never automatic. */
export const waitsForItsEnd = (c: Commitment): boolean => isLive(c) && allReceived(c) && unconfirmed(c).length === 0;

/** What was agreed and has not arrived. */
export const missingOf = (c: Commitment): Quantity => max(ZERO, subtract(c.quantity, receivedOf(c)));

/**
 * Sent and not yet confirmed, while the commitment is live. A confirmed parcel is no longer on the way, even when
 * less arrived than was sent; an unconfirmed parcel of an ended commitment counts when it is confirmed.
 */
export const onTheWayOf = (c: Commitment): Quantity =>
  isLive(c) ? sum(unconfirmed(c).map(({ sent }) => sent)) : ZERO;

/** What a live commitment has not yet handed over: what was lost on the way may be sent again. */
export const stillToSend = (c: Commitment): Quantity =>
  max(ZERO, subtract(c.quantity, add(receivedOf(c), sum(unconfirmed(c).map(({ sent }) => sent)))));

/** What of the parcels did not arrive and, being promised, is still to be sent (decision 12). */
export const lostOf = (c: Commitment): Quantity => {
  const arrived = c.deliveries.filter((delivery) => arrivedOf(delivery) !== null);
  const lost = subtract(sum(arrived.map(({ sent }) => sent)), receivedOf(c));
  return isLive(c) ? max(ZERO, min(lost, stillToSend(c))) : ZERO;
};

/**
 * What a commitment holds of its need (commitments: "binding(c)"): its quantity while live, what arrived once
 * completed, failed or withdrawn after acceptance, and nothing otherwise.
 */
export const binding = (c: Commitment): Quantity => (isLive(c) ? c.quantity : receivedOf(c));

/**
 * How much of the offer `amount` of this commitment takes, in the offer's unit, in proportion to what was stated
 * for the whole; rounded up, so that an offer is never promised twice. Null when unknown.
 */
export const useOf = (c: Commitment, amount: Quantity): Quantity | null =>
  c.offerUse === null ? null : scale(c.offerUse, amount, c.quantity, 'up');

/** What the need and the offer are counted in; no offer is null. */
export type Measures = { readonly need: Measure; readonly offer: FreeOf | null };

/**
 * How much of the offer so much of the need takes: computed inside a family of units, from the amount itself and so
 * rounded once, up; as stated across families.
 */
export const useOfOffer = ({ need, offer }: Measures, amount: Quantity, stated: Quantity | null): Quantity | null =>
  offer && (convertBetween(amount, need, offer, 'up') ?? stated);

/** An amount in the need's unit as message data: `{[name]: '120', unit}`. */
export const amountData = (name: string, amount: Quantity, unit: Unit): Record<string, string> =>
  ({ [name]: toDecimal(amount), unit });

/** `commitment.more-than-open {open, quantity, unit, side}`: of a commitment to more than the need lacks; who may take a surplus is told so. */
export const beyondOpen = (c: Pick<Commitment, 'quantity' | 'unit'>, open: Quantity, side: Side | null): FieldError =>
  ({ key: 'commitment.more-than-open', data: { ...amountData('open', max(ZERO, open), c.unit), quantity: toDecimal(c.quantity), side } });

/**
 * `commitment.more-than-free {free, use, unit, by}` when the commitment takes more of its offer than is `free` by its day,
 * all in the offer's own unit; null when it does not, or when nobody can tell.
 */
export const beyondFree = (c: Pick<Commitment, 'offerUse' | 'by'>, free: Quantity | null, offer: FreeOf | null): FieldError | null =>
  offer === null || c.offerUse === null || free === null || c.offerUse <= free
    ? null
    : {
        key: 'commitment.more-than-free',
        data: { ...amountData('free', max(ZERO, freeSaid(offer, free)), offer.unit), use: toDecimal(c.offerUse), by: c.by },
      };

/** The delivery with this id; throws not-found. */
export const deliveryOf = (c: Commitment, id: string): Delivery => {
  const delivery = c.deliveries.find((candidate) => candidate.id === id);
  if (!delivery) throw new DomainError('not-found', 'commitment.delivery-not-found');
  return delivery;
};
