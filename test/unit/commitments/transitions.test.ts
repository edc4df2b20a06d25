import { STATES } from '../../../src/features/commitments/commitment.ts';
import { accept, counter, decline, lapse, withdraw } from '../../../src/features/commitments/answer.ts';
import {
  complete,
  confirmReceipt,
  correctReceipt,
  fail,
  send,
  start,
} from '../../../src/features/commitments/fulfilment.ts';
import { ask, propose } from '../../../src/features/commitments/proposal.ts';
import { step } from '../../../src/features/commitments/step.ts';
import { ARROWS, arrowFor, possibleActions } from '../../../src/features/commitments/transitions.ts';
import {
  NOW,
  arrival,
  at,
  clock,
  inState,
  office,
  officeForOwner,
  officeForSupplier,
  owner,
  parcel,
  proposal,
  proposed,
  q,
  refusalOf,
  roomFor,
  supplier,
} from './cast.ts';
import type { Commitment, State } from '../../../src/features/commitments/commitment.ts';
import type { Step } from '../../../src/features/commitments/step.ts';
import type { Acting, Action, Arrow } from '../../../src/features/commitments/transitions.ts';

const LATER = new Date(NOW.getTime() + 30 * 24 * 3_600_000);
const ALL: Record<string, Acting> = { supplier, owner, office, officeForSupplier, officeForOwner, clock };
const NAMES = Object.keys(ALL);
const actingAs = (name: string): Acting => ALL[name] ?? office;

/* Every verb with an input that its table row would accept. */
const VERBS: Record<Exclude<Action, 'propose' | 'ask'>, (c: Commitment, acting: Acting) => Step> = {
  accept: (c, acting) => accept(c, {}, { ...at(acting), room: roomFor('1000') }),
  counter: (c, acting) => counter(c, { quantity: q('200') }, at(acting)),
  decline: (c, acting) => decline(c, 'no', at(acting)),
  withdraw: (c, acting) => withdraw(c, 'no', at(acting)),
  lapse: (c) => lapse(c, LATER),
  start: (c, acting) => start(c, at(acting)),
  send: (c, acting) => send(c, parcel('10', 'd9'), at(acting)),
  'confirm-receipt': (c, acting) => confirmReceipt(c, 'd1', arrival('100'), at(acting)),
  'correct-receipt': (c, acting) => correctReceipt(c, 'd1', arrival('90'), 'counted again', at(acting)),
  complete: (c, acting) => complete(c, at(acting)),
  fail: (c, acting) => fail(c, 'press broke', at(acting)),
};

type Verb = keyof typeof VERBS;
const verbs = Object.keys(VERBS) as Verb[];

/* A commitment in this state on which the amounts, and whose turn it is, do not stand in the way of the action. */
const ready = (action: Action, state: State, acting: Acting): Commitment => {
  const receipts = action === 'confirm-receipt' ? [] : [{ ...arrival('100'), recordedAt: NOW }];
  const deliveries =
    ['accepted', 'in-production', 'proposed'].includes(state) && action !== 'complete'
      ? []
      : [{ ...parcel('100'), receipts }];
  const c = inState(state, { deliveries });
  const side = acting.party === 'office' ? acting.onBehalfOf : acting.party;
  const given = action === 'withdraw';
  return state === 'proposed'
    ? { ...c, supplierYes: (side === 'supplier') === given, ownerYes: (side === 'owner') === given }
    : c;
};

/* The table as the specification prints it: who may take which step, written down a second time. */
const MAY: Record<Verb, string[]> = {
  accept: ['supplier', 'owner', 'officeForSupplier', 'officeForOwner'],
  counter: ['supplier', 'owner', 'officeForSupplier', 'officeForOwner'],
  decline: ['supplier', 'owner', 'officeForSupplier', 'officeForOwner'],
  withdraw: ['supplier', 'owner', 'office', 'officeForSupplier', 'officeForOwner'],
  lapse: ['clock'],
  start: ['supplier', 'officeForSupplier'],
  send: ['supplier', 'officeForSupplier'],
  'confirm-receipt': ['owner', 'office', 'officeForOwner'],
  'correct-receipt': ['owner', 'office', 'officeForOwner'],
  complete: ['supplier', 'owner', 'office', 'officeForSupplier', 'officeForOwner'],
  fail: ['supplier', 'owner', 'office', 'officeForSupplier', 'officeForOwner'],
};

const LIVE_STATES: State[] = ['accepted', 'in-production', 'partly-sent', 'sent'];
const RECEIVING: State[] = ['partly-sent', 'sent', 'completed', 'withdrawn', 'failed'];
const FROM: Record<Verb, State[]> = {
  accept: ['proposed'],
  counter: ['proposed'],
  decline: ['proposed'],
  lapse: ['proposed'],
  withdraw: ['proposed', ...LIVE_STATES],
  start: ['accepted'],
  send: ['accepted', 'in-production', 'partly-sent'],
  'confirm-receipt': RECEIVING,
  'correct-receipt': RECEIVING,
  complete: LIVE_STATES,
  fail: LIVE_STATES,
};

const every = verbs.flatMap((action) => STATES.flatMap((state) => NAMES.map((name) => ({ action, state, name }))));
const isArrow = ({ action, state }: { action: Verb; state: State }): boolean => FROM[action].includes(state);
const isFor = ({ action, name }: { action: Verb; name: string }): boolean => MAY[action].includes(name);
/* The clock's verb takes no party: it is the clock. */
const parties = every.filter(({ action, name }) => action !== 'lapse' || name === 'clock');

const arrowOf = (action: Action, state: State): Arrow | undefined =>
  ARROWS.find((row) => row.action === action && row.from !== 'none' && row.from.includes(state));

describe('the table', () => {
  test('knows the states of a life in their order', () => {
    expect(STATES).toEqual(['proposed', ...LIVE_STATES, 'completed', 'declined', 'withdrawn', 'lapsed', 'failed']);
  });

  test('has exactly the arrows of the specification', () => {
    const drawn = every.filter(({ action, state }) => arrowOf(action, state) !== undefined);
    expect(drawn).toEqual(every.filter(isArrow));
  });

  test('has one arrow for an action from a state, so that the next state is no matter of order', () => {
    const starts = ARROWS.flatMap((row) =>
      (row.from === 'none' ? ['none'] : row.from).map((from) => `${row.action} ${from}`),
    );
    expect(new Set(starts).size).toBe(starts.length);
  });

  test('ends where nothing but a late parcel can follow', () => {
    for (const state of ['declined', 'lapsed'] as const) {
      expect(NAMES.flatMap((name) => possibleActions(inState(state), actingAs(name)))).toEqual([]);
    }
    expect(possibleActions(inState('completed'), owner)).toEqual(['confirm-receipt', 'correct-receipt']);
  });
});

describe('every arrow', () => {
  test.each(parties.filter((c) => isArrow(c) && isFor(c)))(
    '$action from $state by $name is taken',
    ({ action, state, name }) => {
      const acting = actingAs(name);
      const before = ready(action, state, acting);
      const { commitment, event } = VERBS[action](before, acting);
      const to = arrowOf(action, state)?.to;
      expect(to === 'same' ? [state] : to).toContain(commitment.state);
      expect(event).toMatchObject({
        action,
        party: acting.party,
        onBehalfOf: acting.party === 'office' ? acting.onBehalfOf : null,
        before: { state },
        after: { state: commitment.state },
      });
    },
  );
});

describe('everything else is refused', () => {
  test.each(parties.filter((c) => !isArrow(c)))(
    '$action from $state by $name: wrong state',
    ({ action, state, name }) => {
      const refusal = refusalOf(() => VERBS[action](ready(action, state, actingAs(name)), actingAs(name)));
      expect(refusal).toMatchObject({ code: 'conflict', key: 'commitment.wrong-state', data: { action, state } });
    },
  );

  test.each(parties.filter((c) => isArrow(c) && !isFor(c)))(
    '$action from $state by $name: wrong party',
    ({ action, state, name }) => {
      const refusal = refusalOf(() => VERBS[action](ready(action, state, actingAs(name)), actingAs(name)));
      expect(refusal).toMatchObject({ code: 'not-allowed', key: 'commitment.wrong-party', data: { action } });
    },
  );

  test.each([
    [propose, ['supplier', 'officeForSupplier']],
    [ask, ['owner', 'office', 'officeForOwner']],
  ] as const)('%p is for %j only', (begin, who) => {
    const need = { urgent: false, neededBy: null, officeMayAccept: false };
    for (const name of NAMES) {
      const act = (): Step => begin(proposal(), at(actingAs(name)), need);
      if ((who as readonly string[]).includes(name)) expect(act().commitment.state).toBe('proposed');
      else expect(refusalOf(act)).toMatchObject({ code: 'not-allowed', key: 'commitment.wrong-party' });
    }
  });

  test.each(['fail', 'withdraw'] as const)('%s of what has all been received', (action) => {
    const received = (quantity: string): Commitment =>
      inState('sent', { deliveries: [{ ...parcel('300'), receipts: [{ ...arrival(quantity), recordedAt: NOW }] }] });
    for (const name of NAMES.filter((one) => one !== 'clock')) {
      expect(possibleActions(received('300'), actingAs(name))).not.toContain(action);
      expect(refusalOf(() => VERBS[action](received('300'), actingAs(name)))).toMatchObject({ code: 'conflict', key: 'commitment.all-received' });
      expect(refusalOf(() => VERBS[action](received('301'), actingAs(name)))).toMatchObject({ key: 'commitment.all-received' });
      expect(possibleActions(received('299'), actingAs(name))).toContain(action);
    }
  });

  test('a commitment is begun once', () => {
    expect(refusalOf(() => arrowFor('propose', proposed(), supplier))).toMatchObject({
      key: 'commitment.wrong-state',
    });
    expect(refusalOf(() => arrowFor('accept', null, owner))).toMatchObject({
      key: 'commitment.wrong-state',
      data: { action: 'accept', state: null },
    });
  });

  test.each(['accept', 'counter', 'decline'] as const)('%s by the side that has said yes', (action) => {
    expect(refusalOf(() => VERBS[action](proposed(), supplier))).toMatchObject({
      code: 'conflict',
      key: 'commitment.yes-already-given',
      data: { action },
    });
    expect(refusalOf(() => VERBS[action](proposed(), officeForSupplier))).toMatchObject({ code: 'conflict' });
  });

  test('withdrawing what one has not agreed to: that is declining', () => {
    expect(refusalOf(() => withdraw(proposed(), 'no', at(owner)))).toMatchObject({
      code: 'conflict',
      key: 'commitment.yes-not-given',
    });
    expect(withdraw(proposed(), 'no', at(office)).commitment.state).toBe('withdrawn');
  });

  test('a state that the arrow does not lead to is a fault of ours, not of the person', () => {
    const c = inState('accepted');
    expect(() => step('start', c, { ...c, state: 'sent' }, at(supplier))).toThrow('start does not lead to sent');
    const ended = inState('completed');
    expect(() => step('confirm-receipt', ended, { ...ended, state: 'sent' }, at(owner))).toThrow(
      'confirm-receipt does not lead to sent',
    );
  });
});

describe('what a page offers', () => {
  test.each<[string, State, string, Action[]]>([
    ['the owner of a need', 'proposed', 'owner', ['accept', 'counter', 'decline']],
    ['the firm that proposed', 'proposed', 'supplier', ['withdraw']],
    ['the firm after yes', 'accepted', 'supplier', ['start', 'send', 'complete', 'fail', 'withdraw']],
    [
      'the owner while parcels come',
      'sent',
      'owner',
      ['confirm-receipt', 'correct-receipt', 'complete', 'fail', 'withdraw'],
    ],
  ])('%s: %s by %s', (_who, state, name, actions) => {
    expect(possibleActions(inState(state), actingAs(name))).toEqual(actions);
  });
});
