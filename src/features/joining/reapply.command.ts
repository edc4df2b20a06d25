import { organisationOf, type Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { record } from '../activity/index.ts';
import { organisationRepository } from '../organisations/index.ts';
import { contentFrom } from './application.ts';
import { applicationRepository } from './application.repository.ts';
import { tellOffice, type MembershipMailDeps } from './membership.emails.ts';

/** Somebody of an organisation that was refused has put right what was wrong and asks again. */
export async function applyAgain(deps: MembershipMailDeps, actor: Actor): Promise<void> {
  const own = organisationOf(actor);
  if (own === null || actor.kind !== 'person') throw new DomainError('not-found', 'errors.not-found');
  await deps.uow.run(async (work) => {
    const organisations = organisationRepository(work.manager);
    const before = await organisations.lock(own);
    const { membership } = before;
    if (membership !== 'refused') throw new DomainError('conflict', 'organisation.wrong-membership', { action: 'apply', membership });
    const applied = await organisations.update({ ...before, membership: 'applied', membershipReason: null });
    const applications = applicationRepository(work.manager);
    const last = await applications.lockLatestOf(own);
    if (!last) throw new DomainError('conflict', 'errors.not-found');
    const { personId, name: personName, email, language } = actor;
    const { note, unknown } = last.content;
    const again = {
      // As the organisation is now; what it told the office besides stays, the members named then are not asked again.
      ...last, content: { ...contentFrom(applied), note, unknown }, personId, personName, email, language,
      id: newId(), submissionKey: newId(), state: 'waiting' as const, createdAt: work.now, verifiedAt: work.now,
      decidedAt: null, decidedBy: null, reason: null,
    };
    await applications.insertOnce(again);
    await record(work.manager, actor, work.now, { action: 'organisation.applied', organisationId: own, data: { application: again.id } });
    await tellOffice(deps, work, again.id, applied);
  });
}
