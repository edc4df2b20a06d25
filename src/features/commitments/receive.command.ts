import { joining } from '../../db/unit-of-work.ts';
import type { Actor } from '../../kernel/actor.ts';
import { changeCommitment, type Target } from './change-commitment.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import { commitmentRepository } from './commitment.repository.ts';
import type { Stored } from './commitment-records.queries.ts';
import { confirmReceipt as confirm, correctReceipt as correct, type Arrival } from './fulfilment.ts';
import { reasonOf } from './reason.ts';

export interface NewReceipt extends Target {
  deliveryId: string;
  arrival: Arrival;
}

const saysTheSame = (stored: Stored, { deliveryId, arrival }: NewReceipt): boolean => {
  const last = stored.commitment.deliveries.find(({ id }) => id === deliveryId)?.receipts.at(-1);
  return last !== undefined && (Object.keys(arrival) as (keyof Arrival)[]).every((name) => last[name] === arrival[name]);
};

/* A statement that is already there, word for word, is the same submit again. */
const unlessSaid = (
  deps: CommitmentDeps, actor: Actor, input: NewReceipt, act: (joined: CommitmentDeps) => Promise<Stored>,
): Promise<Stored> =>
  deps.uow.run(async (work) => {
    const commitments = commitmentRepository(work.manager);
    const { needId, offerId } = (await commitments.get(actor, input.id)).commitment;
    await commitments.lockPosts([needId, offerId]);
    const stored = await commitments.lock(actor, input.id);
    return saysTheSame(stored, input) ? stored : act(joining(deps, work));
  });

/** The owner confirms what really arrived of a parcel. Once everything asked for has arrived, the need is covered. */
export const confirmReceipt = (deps: CommitmentDeps, actor: Actor, input: NewReceipt): Promise<Stored> =>
  unlessSaid(deps, actor, input, (joined) =>
    changeCommitment(joined, actor, 'confirm-receipt', input,
      ({ commitment }, context) => confirm(commitment, input.deliveryId, input.arrival, context)));

/** Another quantity than the one confirmed before, with a reason; earlier statements stay. */
export const correctReceipt = (deps: CommitmentDeps, actor: Actor, input: NewReceipt & { reason: string }): Promise<Stored> =>
  unlessSaid(deps, actor, input, (joined) =>
    changeCommitment(joined, actor, 'correct-receipt', input, ({ commitment }, context) =>
      correct(commitment, input.deliveryId, input.arrival, reasonOf(input.reason), context)));
