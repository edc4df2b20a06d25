import { actsOnBehalf, isOffice, organisationOf, type Actor } from '../../kernel/actor.ts';
import { DomainError, invalid } from '../../kernel/errors.ts';
import { toDecimal } from '../../kernel/quantity.ts';
import type { Post } from '../posts/index.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import type { Stored } from './commitment-records.queries.ts';
import { ask as start } from './proposal.ts';
import { startCommitment, type NewCommitment } from './start-commitment.ts';
import type { Acting } from './transitions.ts';

export interface NewRequest extends NewCommitment {
  /** The owner wants it even beyond what is open. */
  takesSurplus: boolean;
  /** An office person says that the owner has agreed; otherwise the office asks as itself. */
  ownerAgreed: boolean;
}

function actingAs(actor: Actor, need: Post, ownerAgreed: boolean): Acting {
  if (organisationOf(actor) === need.organisationId) {
    return actsOnBehalf(actor) ? { party: 'office', onBehalfOf: 'owner' } : { party: 'owner' };
  }
  if (!isOffice(actor)) throw new DomainError('not-found', 'errors.not-found');
  return { party: 'office', onBehalfOf: ownerAgreed ? 'owner' : null };
}

/**
 * "Can you supply?": by the need's owner, or by the office. The supplier's yes is missing, and the owner's if only the office asks.
 * @throws DomainError as `startCommitment`; invalid {quantity} beyond what is open, unless the surplus is wanted
 */
export const ask = (deps: CommitmentDeps, actor: Actor, input: NewRequest): Promise<Stored> =>
  startCommitment(deps, actor, {
    input,
    supplierId: input.supplierId,
    acting: (_, need) => actingAs(actor, need, input.ownerAgreed),
    verb: (proposal, context, { need, figures: { open } }) => {
      // It could never be agreed as it is.
      if (!input.takesSurplus && proposal.quantity > open) {
        throw invalid({ quantity: { key: 'commitment.asked-beyond-open', data: { open: toDecimal(open), unit: need.unit } } });
      }
      const { urgent, neededBy, officeMayAccept } = need;
      return start(proposal, context, { urgent, neededBy, officeMayAccept, takesSurplus: input.takesSurplus });
    },
  });
