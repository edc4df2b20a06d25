import { organisationOf, type Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { paths } from '../../paths.ts';
import { record } from '../activity/index.ts';
import { organisationRepository } from '../organisations/index.ts';
import { applicationRepository } from './application.repository.ts';
import { officeRecipients } from '../accounts/index.ts';
import { mailMembership, type MembershipMailDeps } from './membership.emails.ts';
import { organisationFacts } from './organisation-facts.view.ts';

/** Somebody of an organisation that was refused has put right what was wrong and asks again. */
export async function applyAgain(deps: MembershipMailDeps, actor: Actor): Promise<void> {
  const own = organisationOf(actor);
  if (own === null || actor.kind !== 'person') throw new DomainError('not-found', 'errors.not-found');
  await deps.uow.run(async (work) => {
    const organisations = organisationRepository(work.manager);
    const before = await organisations.lock(own);
    const { membership } = before;
    if (membership !== 'refused') throw new DomainError('conflict', 'organisation.wrong-membership', { action: 'apply', membership });
    const holder = await organisations.holderOf(before);
    if (holder) throw new DomainError('conflict', 'join.number-taken', { name: holder.name });
    const applied = await organisations.update({ ...before, membership: 'applied', membershipReason: null });
    const applications = applicationRepository(work.manager);
    const last = await applications.lockLatestOf(own);
    if (!last) throw new DomainError('conflict', 'errors.not-found');
    const again = {
      ...last, id: newId(), submissionKey: newId(), state: 'waiting' as const, createdAt: work.now, verifiedAt: work.now,
      decidedAt: null, decidedBy: null, reason: null,
    };
    await applications.insertOnce(again);
    await record(work.manager, actor, work.now, { action: 'organisation.applied', organisationId: own, data: { application: again.id } });
    for (const to of await officeRecipients(deps, work)) {
      const t = deps.messages.translate(to.language);
      await mailMembership(deps, work, to, 'application-waiting', {
        values: { organisation: applied.name, town: applied.townName }, facts: organisationFacts(applied, { t, lang: to.language }),
        button: { path: paths.officeApplication(again.id) },
      });
    }
  });
}
