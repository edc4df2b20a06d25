import { joining } from '../../db/unit-of-work.ts';
import type { PersonActor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { MailLink, MailLinks } from '../../mail/links.repository.ts';
import { dismissMatch, type DismissalReason, type MatchSide } from '../matches/index.ts';
import { ask } from './ask.command.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import { BETWEEN, readCommitments } from './commitment-records.queries.ts';
import { commitmentRepository } from './commitment.repository.ts';
import { propose } from './propose.command.ts';
import type { NewCommitment } from './start-commitment.ts';

export interface AnswerDeps {
  commands: CommitmentDeps;
  links: MailLinks;
}

/** What the answer states; the supplier is the one of the match. */
export type MailedAnswer = Omit<NewCommitment, 'submissionKey'> & { supplierId: string };

/**
 * "Yes, we can" or "yes, please" from a mail: uses the link up and starts the commitment in one transaction. The link is
 * the submission key, so the same answer again changes nothing; an answer to a colleague's mail about the same is enough.
 * @throws DomainError expired `commitment.link-used` after another answer; conflict `commitment.answer.already-title` when
 * something is open between the two; what starting a commitment refuses
 */
export const answerYes = (
  { commands, links }: AnswerDeps, actor: PersonActor, link: MailLink, side: MatchSide, input: MailedAnswer,
): Promise<void> =>
  commands.uow.run(async (work) => {
    const wanted = { ...input, submissionKey: link.id };
    if (!(await links.use(work.manager, link.id, work.now))) {
      const earlier = await commitmentRepository(work.manager).submitted({ key: link.id, digest: input.digest });
      if (!earlier) throw new DomainError('expired', 'commitment.link-used');
      return;
    }
    await commitmentRepository(work.manager).lockPosts([input.needId, input.offerId]);
    const open = await readCommitments(work.manager, BETWEEN, [input.needId, input.supplierId]);
    if (open.length > 0) throw new DomainError('conflict', 'commitment.answer.already-title');
    const joined = joining(commands, work);
    if (side === 'offer') await propose(joined, actor, wanted);
    else await ask(joined, actor, { ...wanted, takesSurplus: false, ownerAgreed: false });
  });

/** "No, because …" from a mail: uses the link up and dismisses the match. After any earlier answer it changes nothing. */
export const answerNo = (
  { commands, links }: AnswerDeps, actor: PersonActor, link: MailLink, matchId: string, reason: DismissalReason,
): Promise<void> =>
  commands.uow.run(async (work) => {
    if (await links.use(work.manager, link.id, work.now)) await dismissMatch(joining(commands, work), actor, matchId, reason);
  });
