import { actsOnBehalf, organisationOf, type Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { sameFamily } from '../../kernel/quantity.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import { checkFree } from './free-of-offer.ts';
import type { Stored } from './commitment-records.queries.ts';
import { propose as start } from './proposal.ts';
import { speaksFor, startCommitment, type NewCommitment } from './start-commitment.ts';
import type { Acting } from './transitions.ts';

function actingAs(actor: Actor, supplierId: string | null): Acting {
  if (supplierId === null || supplierId === organisationOf(actor)) {
    return actsOnBehalf(actor) ? { party: 'office', onBehalfOf: 'supplier' } : { party: 'supplier' };
  }
  if (!speaksFor(actor, supplierId)) throw new DomainError('not-allowed', 'commitment.not-your-organisation');
  return { party: 'office', onBehalfOf: 'supplier' };
}

/**
 * "We can supply": by the supplier, or by the office on its behalf. The owner's yes is missing.
 * @throws DomainError invalid `commitment.more-than-free` for more than the offer has free by then
 */
export const propose = (deps: CommitmentDeps, actor: Actor, input: NewCommitment): Promise<Stored> =>
  startCommitment(deps, actor, {
    input,
    supplierId: input.supplierId ?? organisationOf(actor),
    acting: () => actingAs(actor, input.supplierId),
    verb: async (proposal, context, scene) => {
      const step = start(proposal, context, scene.need);
      const stated = scene.offer && !sameFamily(scene.need, scene.offer);
      await checkFree(scene, step.commitment, stated ? 'offerUse' : 'quantity');
      return step;
    },
  });
