import { joining } from '../../db/unit-of-work.ts';
import type { Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { changeCommitment, type Target } from './change-commitment.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import { commitmentRepository } from './commitment.repository.ts';
import type { Stored } from './commitment-records.queries.ts';
import { send as handOver, type Parcel } from './fulfilment.ts';
import type { Delivery } from './commitment.ts';

export interface NewParcel extends Target {
  parcel: Omit<Parcel, 'id'>;
  submissionKey: string | null;
}

const sameParcel = (delivery: Delivery | undefined, parcel: NewParcel['parcel']): boolean =>
  delivery !== undefined && (Object.keys(parcel) as (keyof NewParcel['parcel'])[]).every((name) => delivery[name] === parcel[name]);

/**
 * The supplier hands over a parcel. The same submit again changes nothing.
 * @throws DomainError conflict `commitment.key-used` for another parcel under a used key; what the verb refuses
 */
export const send = (deps: CommitmentDeps, actor: Actor, input: NewParcel): Promise<Stored> =>
  deps.uow.run(async (work) => {
    const { parcel, submissionKey } = input;
    const commitments = commitmentRepository(work.manager);
    const earlier = submissionKey === null ? null : await commitments.deliveredBy(submissionKey);
    if (earlier) {
      const stored = await commitments.get(actor, input.id);
      const delivery = stored.commitment.deliveries.find(({ id }) => id === earlier.deliveryId);
      if (!sameParcel(delivery, parcel)) throw new DomainError('conflict', 'commitment.key-used');
      return stored;
    }
    return changeCommitment(joining(deps, work), actor, 'send', input,
      ({ commitment }, context) => handOver(commitment, { ...parcel, id: newId() }, context), submissionKey);
  });
