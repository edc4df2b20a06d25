import type { Work } from '../../db/unit-of-work.ts';
import { system } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { MailLinks } from '../../mail/links.repository.ts';
import { paths } from '../../paths.ts';
import { record } from '../activity/index.ts';
import { isApproved, organisationRepository, recommend as speakFor, type Organisation } from '../organisations/index.ts';
import type { Application } from './application.ts';
import { applicationRepository } from './application.repository.ts';
import { checkStillMember, officeRecipients } from '../accounts/index.ts';
import { mailMembership, type MembershipMailDeps } from './membership.emails.ts';
import { isRecommended, type Recommendation } from './recommendation.ts';

export interface RecommendDeps extends MembershipMailDeps {
  links: MailLinks;
}

/** What a member is asked: whether it speaks for this organisation. */
export interface AskedRecommendation {
  recommendation: Recommendation;
  application: Application;
  organisation: Organisation;
  member: Organisation;
}

/* The application under lock: of two answers at once the second counts the first, and none slips past the office's word. */
async function asked(deps: RecommendDeps, work: Work, token: string): Promise<AskedRecommendation & { personId: string | null }> {
  const { manager, now } = work;
  const link = await deps.links.read(manager, token, 'recommendation', now);
  const applications = applicationRepository(manager);
  const recommendation = await applications.lockRecommendation(link.data['recommendationId'] ?? '');
  await checkStillMember(manager, link.personId, recommendation.organisationId);
  const application = await applications.lock(recommendation.applicationId);
  const organisations = organisationRepository(manager);
  const [organisation, member] = [await organisations.get(application.organisationId ?? ''), await organisations.get(recommendation.organisationId)];
  return { recommendation, application, organisation, member, personId: link.personId };
}

/** What the link asks. Changes nothing. @throws DomainError not-found, expired */
export const readRecommendation = (deps: RecommendDeps, token: string): Promise<AskedRecommendation> =>
  deps.uow.run((work) => asked(deps, work, token));

/**
 * The member's yes or no, by the link from its mail; it may be changed until the office has decided. Two yes make the
 * applicant a recommended one, and the office is told.
 * @throws DomainError not-found, expired when the office has decided or the member is none any more
 */
export async function answerRecommendation(
  deps: RecommendDeps, token: string, answer: 'yes' | 'no', note: string | null,
): Promise<AskedRecommendation> {
  return deps.uow.run(async (work) => {
    const found = await asked(deps, work, token);
    const { application, member } = found;
    if (application.state !== 'waiting' || !isApproved(member)) throw new DomainError('expired', 'recommendation.closed');
    const recommendation = { ...found.recommendation, answer, note, answeredAt: work.now, personId: found.personId };
    const applications = applicationRepository(work.manager);
    await applications.answer(recommendation);
    await record(work.manager, system, work.now, {
      action: 'organisation.recommendation', organisationId: found.organisation.id, data: { member: member.id, answer, person: found.personId },
    });
    await follow(deps, work, found, await applications.asked(application.id));
    return { ...found, recommendation };
  });
}

async function follow(
  deps: RecommendDeps, work: Work, { application, organisation }: AskedRecommendation, all: readonly Recommendation[],
): Promise<void> {
  if (organisation.membership !== 'applied' || !isRecommended(all)) return;
  const organisations = organisationRepository(work.manager);
  const recommended = await organisations.update(speakFor(await organisations.lock(organisation.id)));
  for (const to of await officeRecipients(deps, work)) {
    await mailMembership(deps, work, to, 'recommended', {
      values: { organisation: recommended.name, town: recommended.townName }, button: { path: paths.officeApplication(application.id) },
    });
  }
}
