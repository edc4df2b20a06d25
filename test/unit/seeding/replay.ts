import type { DemoAction, DemoCommitment } from '../../../src/features/seeding/demo-data.ts';

type Side = 'supplier' | 'owner';
type State = DemoCommitment['state'];

export interface Replayed {
  state: State;
  quantity: number;
  promisedInDays: number;
  missing: Set<Side>;
  sent: number;
  received: number;
  /** Reached by a counter-proposal that is still unanswered. */
  countered: boolean;
}

const LIVE: readonly State[] = ['accepted', 'in-production', 'partly-sent', 'sent'];

export const isLive = (state: State): boolean => LIVE.includes(state);

/** Plays a history by the table of a commitment's life; throws on an action the table does not allow. */
export function replay(commitment: DemoCommitment): Replayed {
  const [first, ...rest] = commitment.history;
  if (first === undefined) throw new Error('empty history');
  const now = begin(first);
  const parcels = new Map<string, number>();
  for (const action of rest) {
    const step = stepsFrom(now.state)[action.action];
    if (step === undefined) throw new Error(`${action.action} while ${now.state}`);
    step(now, action, parcels);
  }
  return now;
}

function stepsFrom(state: State): Partial<Record<DemoAction['action'], Step>> {
  if (state === 'proposed') return ANSWERS;
  return isLive(state) ? FULFILMENT : {};
}

function begin(first: DemoAction): Replayed {
  const starts = { propose: ['supplier'], ask: ['owner', 'office'] }[first.action as string] ?? [];
  if (!starts.includes(first.byParty) || first.quantity === undefined || first.promisedInDays === undefined) {
    throw new Error(`cannot begin with ${first.action} by ${first.byParty}`);
  }
  const missing = new Set<Side>(['supplier', 'owner']);
  missing.delete(first.byParty as Side);
  return {
    state: 'proposed', quantity: first.quantity, promisedInDays: first.promisedInDays, missing,
    sent: 0, received: 0, countered: false,
  };
}

type Step = (now: Replayed, action: DemoAction, parcels: Map<string, number>) => void;

const endsAs = (state: State): Step => (now, action) => {
  demand(action.reason !== undefined, `${action.action} without a reason`);
  now.state = state;
};

/** What may happen while somebody's yes is missing. */
const ANSWERS: Partial<Record<DemoAction['action'], Step>> = {
  accept(now, action) {
    now.missing.delete(missingSide(now, action));
    now.countered = false;
    if (now.missing.size === 0) now.state = 'accepted';
  },
  counter(now, action) {
    now.missing = new Set([missingSide(now, action) === 'owner' ? 'supplier' : 'owner']);
    now.quantity = action.quantity ?? now.quantity;
    now.promisedInDays = action.promisedInDays ?? now.promisedInDays;
    now.countered = true;
  },
  decline(now, action, parcels) {
    missingSide(now, action);
    endsAs('declined')(now, action, parcels);
  },
  withdraw: endsAs('withdrawn'),
  lapse(now, action) {
    demandParty(action, 'clock');
    now.state = 'lapsed';
  },
};

/** What may happen to an accepted commitment. */
const FULFILMENT: Partial<Record<DemoAction['action'], Step>> = {
  start(now, action) {
    demandParty(action, 'supplier');
    demand(now.state === 'accepted', `start while ${now.state}`);
    now.state = 'in-production';
  },
  send(now, action, parcels) {
    demandParty(action, 'supplier');
    parcels.set(String(action.delivery), action.quantity ?? 0);
    now.sent += action.quantity ?? 0;
    now.state = now.sent >= now.quantity ? 'sent' : 'partly-sent';
  },
  receive,
  complete(now, action, parcels) {
    demand(parcels.size === 0 || action.byParty !== 'supplier', 'a parcel is not confirmed');
    now.state = 'completed';
  },
  fail: endsAs('failed'),
  withdraw: endsAs('withdrawn'),
};

function receive(now: Replayed, action: DemoAction, parcels: Map<string, number>): void {
  const sent = parcels.get(String(action.delivery)) ?? 0;
  const quantity = action.quantity ?? 0;
  demandParty(action, 'owner');
  demand(quantity <= sent, `parcel ${action.delivery} was not sent so`);
  demand(quantity === sent || action.differences !== undefined, 'differences are not explained');
  parcels.delete(String(action.delivery));
  now.received += quantity;
}

function missingSide(now: Replayed, action: DemoAction): Side {
  const side = action.byParty as Side;
  demand(now.missing.has(side), `${action.action} by ${side}, whose yes is not missing`);
  return side;
}

function demandParty(action: DemoAction, party: DemoAction['byParty']): void {
  demand(action.byParty === party, `${action.action} by ${action.byParty}`);
}

function demand(holds: boolean, fault: string): void {
  if (!holds) throw new Error(fault);
}
