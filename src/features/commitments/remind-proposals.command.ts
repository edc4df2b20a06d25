import { system } from '../../kernel/actor.ts';
import { openScene } from './change-commitment.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import { mailReminder } from './commitment.emails.ts';
import { commitmentRepository } from './commitment.repository.ts';
import { dueProposals } from './due-proposals.queries.ts';

/** Reminds the sides whose yes is missing, once, at half of their time. Returns how many proposals. */
export async function remindProposals(deps: CommitmentDeps): Promise<number> {
  const ids = await deps.uow.run((work) => dueProposals(work.manager, 'remind_at', work.now));
  for (const id of ids) {
    await deps.uow.run(async (work) => {
      const commitments = commitmentRepository(work.manager);
      const { needId, offerId } = (await commitments.get(system, id)).commitment;
      const { need, figures } = await openScene(work, needId, offerId);
      const { commitment } = await commitments.lock(system, id);
      if (commitment.state !== 'proposed' || commitment.remindAt === null || commitment.remindAt > work.now) return;
      await commitments.reminded(id);
      await mailReminder(deps, work, { need, commitment, figures });
    });
  }
  return ids.length;
}
