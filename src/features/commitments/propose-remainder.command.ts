import { joining } from '../../db/unit-of-work.ts';
import { organisationOf, type Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { postRepository } from '../posts/index.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import { commitmentRepository } from './commitment.repository.ts';
import type { Stored } from './commitment-records.queries.ts';
import { propose } from './propose.command.ts';
import { remainderOf } from './remainder.queries.ts';

/**
 * "We can supply the remainder": proposes exactly what is open when the button is pressed. The same press again changes
 * nothing. @throws DomainError not-found; conflict `commitment.no-remainder` when nothing is open any more, a proposal of
 * this organisation already waits, or a price would have to be named
 */
export function proposeRemainder(
  deps: CommitmentDeps, actor: Actor, { needId, submissionKey }: { needId: string; submissionKey: string | null },
): Promise<Stored> {
  return deps.uow.run(async (work) => {
    const commitments = commitmentRepository(work.manager);
    const submission = { key: submissionKey, digest: `remainder:${needId}:${organisationOf(actor) ?? ''}` };
    const earlier = await commitments.submitted(submission);
    if (earlier) return earlier;
    await postRepository(work.manager).get(actor, needId);
    const need = (await commitments.lockPosts([needId])).get(needId);
    const plan = need && (await remainderOf(work.manager, actor, need, work.now));
    if (!plan) throw new DomainError('conflict', 'commitment.no-remainder');
    const { quantity, by, offerId, terms } = plan;
    return propose(joining(deps, work), actor, {
      needId, offerId, supplierId: null, quantity, offerUse: null, by, terms, orPart: true, note: null,
      submissionKey, digest: submission.digest,
    });
  });
}
