import type { PersonActor } from '../../kernel/actor.ts';
import { addDays, today, type LocalDate } from '../../kernel/dates.ts';
import { quantityFrom } from '../../kernel/quantity.ts';
import {
  accept, ask, complete, confirmReceipt, counter, decline, fail, lapseProposals, propose, send, startProduction, withdraw, type Terms,
} from '../commitments/index.ts';
import type { Post } from '../posts/index.ts';
import type { DemoAction, DemoCommitment } from './demo-data.ts';
import type { Stage } from './seed-deps.ts';
import type { Cast } from './seed-people.ts';
import type { Scene } from './seed-posts.ts';

const amount = (value: number | undefined) => quantityFrom(String(value ?? 0));

function termsOf({ terms, price, quality, handover }: DemoCommitment): Terms {
  const common = { proof: quality, handover };
  if (terms !== 'price') return { ...common, kind: terms };
  return { ...common, kind: 'price', pricePerUnit: price?.net ?? '1.00', currency: price?.currency ?? 'PLN' };
}

interface Player {
  stage: Stage;
  demo: DemoCommitment;
  cast: Cast;
  posts: ReadonlyMap<string, Post>;
  day: LocalDate;
  /** What the play has made so far. */
  id: string;
  deliveries: Map<string, string>;
}

/** Who acts: the person named, else anybody of the side; the office's first coordinator for the office. */
function actorOf({ demo, cast, posts }: Player, action: DemoAction): PersonActor {
  const named = action.person ? cast.people.get(action.person) : undefined;
  const side = action.byParty === 'owner' ? posts.get(demo.need)?.organisationId : cast.organisations.get(demo.supplier)?.id;
  const people = [...cast.people.values()];
  const found = named ?? (action.byParty === 'office'
    ? people.find((person) => person.officeRole === 'coordinator')
    : people.find((person) => person.organisation?.id === side));
  if (!found) throw new Error(`commitment ${demo.id}: nobody for ${action.byParty}`);
  return found;
}

const idIn = (found: ReadonlyMap<string, { id: string }>, key: string | undefined): string | null =>
  (key === undefined ? null : (found.get(key)?.id ?? null));

function newCommitment(player: Player, action: DemoAction) {
  const { demo, posts, cast, day } = player;
  const use = demo.usesOffer === undefined || demo.usesOffer === 'unknown' ? null : amount(demo.usesOffer.quantity);
  return {
    needId: idIn(posts, demo.need) ?? '',
    offerId: idIn(posts, demo.offer),
    supplierId: idIn(cast.organisations, demo.supplier),
    quantity: amount(action.quantity ?? demo.quantity),
    offerUse: use,
    by: addDays(day, action.promisedInDays ?? demo.promisedInDays),
    terms: termsOf(demo),
    orPart: true,
    note: null,
    submissionKey: null,
    digest: '',
  };
}

type Play = (player: Player, action: DemoAction, actor: PersonActor) => Promise<unknown>;

const parcelOf = ({ demo, stage }: Player, action: DemoAction) => ({
  sent: amount(action.quantity),
  on: today(stage.clock.now()),
  handover: demo.handover,
  carrier: action.carrier ?? null,
  reference: action.tracking ?? null,
  lot: action.lot ?? null,
});

const PLAYS: Record<DemoAction['action'], Play> = {
  propose: async (p, action, actor) => (p.id = (await propose(p.stage.commitments, actor, newCommitment(p, action))).commitment.id),
  ask: async (p, action, actor) => {
    const request = { ...newCommitment(p, action), takesSurplus: false, ownerAgreed: action.onBehalf === true };
    p.id = (await ask(p.stage.commitments, actor, request)).commitment.id;
  },
  accept: (p, action, actor) =>
    accept(p.stage.commitments, actor, { id: p.id, ...(action.quantity === undefined ? {} : { quantity: amount(action.quantity) }) }),
  counter: (p, action, actor) =>
    counter(p.stage.commitments, actor, {
      id: p.id,
      figures: {
        ...(action.quantity === undefined ? {} : { quantity: amount(action.quantity) }),
        ...(action.promisedInDays === undefined ? {} : { by: addDays(p.day, action.promisedInDays) }),
      },
    }),
  decline: (p, action, actor) => decline(p.stage.commitments, actor, { id: p.id, reason: action.reason ?? '' }),
  withdraw: (p, action, actor) => withdraw(p.stage.commitments, actor, { id: p.id, reason: action.reason ?? '' }),
  lapse: (p) => lapseProposals(p.stage.commitments),
  start: (p, _, actor) => startProduction(p.stage.commitments, actor, { id: p.id }),
  send: async (p, action, actor) => {
    const { commitment } = await send(p.stage.commitments, actor, { id: p.id, parcel: parcelOf(p, action), submissionKey: null });
    p.deliveries.set(action.delivery ?? '', commitment.deliveries.at(-1)?.id ?? '');
  },
  receive: (p, action, actor) =>
    confirmReceipt(p.stage.commitments, actor, {
      id: p.id,
      deliveryId: p.deliveries.get(action.delivery ?? '') ?? '',
      arrival: { quantity: amount(action.quantity), on: today(p.stage.clock.now()), by: actor.name, differences: action.differences ?? null },
    }),
  complete: (p, _, actor) => complete(p.stage.commitments, actor, { id: p.id }),
  fail: (p, action, actor) => fail(p.stage.commitments, actor, { id: p.id, reason: action.reason ?? '' }),
};

/** The histories of the demo's commitments as scenes. */
export function commitmentScenes(
  stage: Stage, demos: readonly DemoCommitment[], cast: Cast, now: Date, posts: ReadonlyMap<string, Post>,
): Scene[] {
  return demos.flatMap((demo) => {
    const player: Player = { stage, demo, cast, posts, day: today(now), id: '', deliveries: new Map() };
    return demo.history.map((action) => ({
      at: new Date(now.getTime() - action.daysAgo * 86_400_000),
      play: async () => {
        try {
          const by = action.byParty === 'clock' ? 'supplier' : action.byParty;
          await PLAYS[action.action](player, action, actorOf(player, { ...action, byParty: by }));
        } catch (error) {
          throw new Error(`demo commitment ${demo.id}, ${action.action}`, { cause: error });
        }
      },
    }));
  });
}
