import { isOffice, type Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { organisationQueries } from '../organisations/index.ts';
import { waitsFor } from './answer.ts';
import { openScene } from './change-commitment.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import { mailReceiptReminder, mailReminder } from './commitment.emails.ts';
import { commitmentRepository } from './commitment.repository.ts';
import { unconfirmed, type Commitment, type Side } from './commitment.ts';
import { wasRemindedSince } from './due-proposals.queries.ts';

/** Two reminders of one thing lie at least so far apart, whoever presses. */
const BETWEEN = 12 * 3_600_000;

/* Whom it waits for: whose yes is missing, or who has not said what arrived. */
const sidesOf = (c: Commitment): readonly Side[] => (c.state === 'proposed' ? waitsFor(c) : unconfirmed(c).length > 0 ? ['owner'] : []);

/**
 * The office reminds whoever a commitment waits for: of an answer, or of confirming what arrived. Returns whom; `told` is
 * false when they were reminded in the last twelve hours.
 * @throws DomainError not-found; conflict `commitment.nothing-waits` when nobody's word is missing any more
 */
export function remindByOffice(deps: CommitmentDeps, actor: Actor, id: string): Promise<{ told: boolean; organisations: string[] }> {
  return deps.uow.run(async (work) => {
    if (!isOffice(actor)) throw new DomainError('not-found', 'errors.not-found');
    const commitments = commitmentRepository(work.manager);
    const { needId, offerId } = (await commitments.get(actor, id)).commitment;
    const { need, figures } = await openScene(work, needId, offerId);
    const { commitment } = await commitments.lock(actor, id);
    const sides = sidesOf(commitment);
    if (sides.length === 0) throw new DomainError('conflict', 'commitment.nothing-waits');
    const organisations = organisationQueries(work.manager);
    const found = await Promise.all(sides.map((side) => organisations.find(side === 'owner' ? commitment.ownerId : commitment.supplierId)));
    const names = found.flatMap((one) => (one ? [one.name] : []));
    if (await wasRemindedSince(work.manager, id, new Date(work.now.getTime() - BETWEEN))) return { told: false, organisations: names };
    const remind = commitment.state === 'proposed' ? mailReminder : mailReceiptReminder;
    await remind(deps, work, { need, commitment, figures });
    return { told: true, organisations: names };
  });
}
