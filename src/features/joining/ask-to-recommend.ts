import type { Work } from '../../db/unit-of-work.ts';
import { newId } from '../../kernel/ids.ts';
import { isApproved, organisationRepository, type Organisation } from '../organisations/index.ts';
import type { Application } from './application.ts';
import { RECOMMENDATIONS } from './application.ts';
import { applicationRepository } from './application.repository.ts';
import { mailMembers, type MembershipMailDeps } from './membership.emails.ts';
import { organisationFacts } from './organisation-facts.view.ts';

/** Days in which a member may answer. */
const OPEN_DAYS = 21;
const DAY = 86_400_000;

/** Asks the members that the applicant named, as far as they are members; each person of theirs gets an own link. */
export async function askToRecommend(deps: MembershipMailDeps, work: Work, application: Application, organisation: Organisation): Promise<void> {
  for (const memberId of application.content.recommenders.slice(0, RECOMMENDATIONS)) {
    const member = await organisationRepository(work.manager).get(memberId).catch(() => null);
    if (!member || !isApproved(member) || member.kind === 'office') continue;
    const id = newId();
    await applicationRepository(work.manager).ask({
      id, applicationId: application.id, organisationId: member.id, askedAt: work.now, answeredAt: null, answer: null, note: null, personId: null,
    });
    await mailMembers(deps, work, member.id, 'recommend', (to) => ({
      values: { organisation: organisation.name, member: member.name, days: OPEN_DAYS },
      facts: organisationFacts(organisation, { t: deps.messages.translate(to.language), lang: to.language }),
      button: {
        link: {
          purpose: 'recommendation', personId: to.personId, organisationId: member.id, data: { recommendationId: id },
          expiresAt: new Date(work.now.getTime() + OPEN_DAYS * DAY),
        },
      },
    }));
  }
}
