import { isOffice, isOnBehalf, organisationOf, personOf, type Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { record } from '../activity/index.ts';
import type { DismissalReason, MatchSide } from './match.ts';
import { dismiss, lockMatch, type LockedMatch } from './match.repository.ts';

/** The side of the pair that the actor stands on; the office, acting for itself, speaks for the need. */
function sideOf(actor: Actor, match: LockedMatch): MatchSide | null {
  const own = organisationOf(actor);
  if (own === match.supplierId) return 'offer';
  if (own === match.needOwnerId || isOffice(actor)) return 'need';
  return null;
}

/**
 * "Not for us", with a reason. The pair is never alerted again; a second dismissal changes nothing.
 * @throws DomainError not-found for a match of others
 */
export async function dismissMatch(deps: { uow: UnitOfWork }, actor: Actor, matchId: string, reason: DismissalReason): Promise<void> {
  await deps.uow.run(async (work) => {
    const match = await lockMatch(work.manager, matchId);
    const side = match && sideOf(actor, match);
    if (!match || !side) throw new DomainError('not-found', 'errors.not-found');
    if (match.dismissed) return;
    await dismiss(work.manager, matchId, { by: personOf(actor), side, reason, at: work.now });
    const organisationId = side === 'need' ? match.needOwnerId : match.supplierId;
    await record(work.manager, actor, work.now, {
      action: 'match.dismissed',
      organisationId,
      onBehalf: isOnBehalf(actor, organisationId),
      postId: side === 'need' || match.offerId === null ? match.needId : match.offerId,
      data: { matchId, side, reason, needId: match.needId, offerId: match.offerId, supplierId: match.supplierId },
    });
  });
}
