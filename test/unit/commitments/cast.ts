import { isDomainError } from '../../../src/kernel/errors.ts';
import { quantityFrom } from '../../../src/kernel/quantity.ts';
import { ask, propose } from '../../../src/features/commitments/proposal.ts';
import type { DomainError } from '../../../src/kernel/errors.ts';
import type { Commitment, Measures, Terms } from '../../../src/features/commitments/commitment.ts';
import type { Room } from '../../../src/features/commitments/answer.ts';
import type { Proposal } from '../../../src/features/commitments/proposal.ts';
import type { Acting } from '../../../src/features/commitments/transitions.ts';
import type { Arrival, Parcel } from '../../../src/features/commitments/fulfilment.ts';

export const q = quantityFrom;

/** A Monday noon in Warsaw. */
export const NOW = new Date('2020-03-16T11:00:00Z');

export const supplier: Acting = { party: 'supplier' };
export const owner: Acting = { party: 'owner' };
export const office: Acting = { party: 'office', onBehalfOf: null };
export const officeForSupplier: Acting = { party: 'office', onBehalfOf: 'supplier' };
export const officeForOwner: Acting = { party: 'office', onBehalfOf: 'owner' };
export const clock: Acting = { party: 'clock' };

/** A need of pieces; what is offered is counted in hours, so that nothing is computed between them. */
export const at = (
  acting: Acting,
  now: Date = NOW,
): { acting: Acting; now: Date; urgent: boolean; neededBy: null; measures: Measures } => ({
  acting,
  now,
  urgent: false, neededBy: null,
  measures: { need: { unit: 'szt' }, offer: { unit: 'h' } },
});

export const roomFor = (open: string, free: string | null = null): Room => ({
  open: q(open),
  free: free === null ? null : q(free),
});

export const proposal = (quantity = '300', changes: Partial<Proposal> = {}): Proposal => ({
  id: 'c1',
  needId: 'n1',
  offerId: null,
  supplierId: 'firm-x',
  ownerId: 'clinic',
  quantity: q(quantity),
  unit: 'szt',
  offerUse: null,
  by: '2020-03-20',
  terms: { kind: 'gift', proof: 'maker-made', handover: 'delivery' },
  orPart: false,
  ...changes,
});

export const proposed = (quantity = '300', changes: Partial<Proposal> = {}): Commitment =>
  propose(proposal(quantity, changes), at(supplier), { urgent: false, neededBy: null }).commitment;

/** A commitment as it would be read from the database in any state, without living through it. */
export const inState = (state: Commitment['state'], changes: Partial<Commitment> = {}): Commitment => ({
  ...proposed(),
  ownerYes: state !== 'proposed',
  state,
  ...changes,
});

export const parcel = (sent: string, id = 'd1'): Parcel => ({
  id,
  sent: q(sent),
  on: '2020-03-16',
  handover: 'delivery',
  carrier: 'DPD',
  reference: '0001',
  lot: null,
});

export const arrival = (quantity: string): Arrival => ({
  quantity: q(quantity),
  on: '2020-03-16',
  by: 'Anna Nowak',
  differences: null,
});

/** The refusal that `act` ends in; fails when it ends in anything else. */
export const refusalOf = (act: () => unknown): DomainError => {
  try {
    act();
  } catch (error) {
    if (isDomainError(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

const HOUR = 3_600_000;

export const after = (hours: number): Date => new Date(NOW.getTime() + hours * HOUR);

export const need = (changes = {}): { urgent: boolean; neededBy: null; officeMayAccept: boolean } => ({
  urgent: false, neededBy: null,
  officeMayAccept: false,
  ...changes,
});

export const asked = (acting: Acting, changes = {}, p: Partial<Proposal> = {}): Commitment =>
  ask(proposal('300', p), at(acting), need(changes)).commitment;

export const inRoom = (
  acting: Acting,
  open: string,
  free: string | null = null,
  now = NOW,
): { acting: Acting; now: Date; urgent: boolean; neededBy: null; measures: Measures; room: Room } =>
  ({ ...at(acting, now), room: roomFor(open, free) });

export const priced = (pricePerUnit: string, currency = 'PLN'): Terms => ({
  kind: 'price',
  pricePerUnit,
  currency,
  proof: 'certificate',
  handover: 'pick-up',
});
