import type { Work } from '../../db/unit-of-work.ts';
import { isOffice, personOf, type Actor } from '../../kernel/actor.ts';
import { DomainError, invalid } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { record } from '../activity/index.ts';
import { approve, organisationRepository, refuse, reinstate, suspend, type Check, type Organisation } from '../organisations/index.ts';
import { holdPosts, refusePosts, releasePosts, type PostCommandDeps } from '../posts/index.ts';
import { decide, type Application } from './application.ts';
import { applicationRepository } from './application.repository.ts';
import { mailMembers, type MembershipMail, type MembershipMailDeps } from './membership.emails.ts';
import { needsReason } from './recommendation.ts';
import { modeOf } from './settings.repository.ts';

export interface DecideDeps extends MembershipMailDeps {
  posts: PostCommandDeps;
}

const MAX_REASON = 500;

function reasonFrom(text: string): string {
  const reason = text.trim();
  if (!reason) throw invalid({ reason: { key: 'membership.reason-missing' } });
  if (reason.length > MAX_REASON) throw invalid({ reason: { key: 'form.too-long', data: { max: MAX_REASON, length: reason.length } } });
  return reason;
}

function officeOnly(actor: Actor): void {
  if (!isOffice(actor)) throw new DomainError('not-found', 'errors.not-found');
}

const note = (work: Work, actor: Actor, organisation: Organisation, action: string, data: object): Promise<void> =>
  record(work.manager, actor, work.now, { action: `organisation.${action}`, organisationId: organisation.id, data });

interface Told {
  reason: string | null;
  path: string;
  /** Posts that went off the board with it. */
  held?: number;
}

async function tell(
  deps: DecideDeps, work: Work, organisation: Organisation, mail: MembershipMail, { reason, path, held = 0 }: Told,
): Promise<void> {
  await mailMembers(deps, work, organisation.id, mail, () => ({
    values: { organisation: organisation.name, reason: reason ?? '', hasReason: reason ? 'yes' : 'no', held }, button: { path },
  }));
}

/* The application under lock, and whose it is; one of somebody who never confirmed the address has no organisation yet. */
async function waiting(work: Work, applicationId: string): Promise<{ application: Application; organisationId: string }> {
  const application = await applicationRepository(work.manager).lock(applicationId);
  const { organisationId } = application;
  if (organisationId === null) throw new DomainError('not-found', 'errors.not-found');
  return { application, organisationId };
}

export interface Approval {
  applicationId: string;
  checks: readonly Check[];
  /** Why without two recommendations, in ordinary times. */
  reason: string;
}

/**
 * The office's yes: from now on the organisation's posts appear at once; the badge says what was checked. What an
 * earlier refusal took off the board comes back; what waits for review goes on waiting: the office sees posts one by one.
 * @throws DomainError invalid when nothing was checked or a reason is missing, conflict when it was decided before
 */
export async function approveApplication(deps: DecideDeps, actor: Actor, input: Approval): Promise<Organisation> {
  officeOnly(actor);
  return deps.uow.run(async (work) => {
    const { application, organisationId } = await waiting(work, input.applicationId);
    if (input.checks.length === 0) throw invalid({ checks: { key: 'membership.checks-missing' } });
    const unusual = needsReason(await modeOf(work.manager), await applicationRepository(work.manager).asked(application.id));
    const reason = unusual ? reasonFrom(input.reason) : null;
    await applicationRepository(work.manager).update(decide(application, 'approved', { personId: personOf(actor), reason }, work.now));
    const organisations = organisationRepository(work.manager);
    const approved = await organisations.update(approve(await organisations.lock(organisationId), input.checks, work.now));
    const released = await releasePosts(deps.posts, work, actor, organisationId);
    await note(work, actor, approved, 'approved', { checks: input.checks, reason, released });
    await tell(deps, work, approved, 'approved', { reason: null, path: paths.newPost() });
    return approved;
  });
}

/**
 * The office's no, with its reason; what of the organisation waits for review is refused with it, and what the office had let
 * onto the board is held.
 * @throws DomainError invalid {reason}, conflict when it was decided before
 */
export async function refuseApplication(deps: DecideDeps, actor: Actor, input: { applicationId: string; reason: string }): Promise<Organisation> {
  officeOnly(actor);
  return deps.uow.run(async (work) => {
    const { application, organisationId } = await waiting(work, input.applicationId);
    const reason = reasonFrom(input.reason);
    await applicationRepository(work.manager).update(decide(application, 'refused', { personId: personOf(actor), reason }, work.now));
    const organisations = organisationRepository(work.manager);
    const refused = await organisations.update(refuse(await organisations.lock(organisationId), reason));
    await refusePosts(work, actor, organisationId, reason);
    const held = await holdPosts(deps.posts, work, actor, organisationId);
    await note(work, actor, refused, 'refused', { reason, held });
    await tell(deps, work, refused, 'refused', { reason, path: paths.editOrganisation(refused.id), held });
    return refused;
  });
}

/** A member is out for a time: it posts and promises nothing new, its posts are held; what it promised stays promised. */
export async function suspendOrganisation(deps: DecideDeps, actor: Actor, input: { organisationId: string; reason: string }): Promise<Organisation> {
  officeOnly(actor);
  return deps.uow.run(async (work) => {
    const organisations = organisationRepository(work.manager);
    const reason = reasonFrom(input.reason);
    const suspended = await organisations.update(suspend(await organisations.lock(input.organisationId), reason));
    const held = await holdPosts(deps.posts, work, actor, suspended.id);
    await note(work, actor, suspended, 'suspended', { reason, held });
    await tell(deps, work, suspended, 'suspended', { reason, path: paths.dashboard() });
    return suspended;
  });
}

/** The member is back, and with it what was held and is not over. */
export async function reinstateOrganisation(
  deps: DecideDeps, actor: Actor, input: { organisationId: string; checks: readonly Check[] },
): Promise<Organisation> {
  officeOnly(actor);
  return deps.uow.run(async (work) => {
    if (input.checks.length === 0) throw invalid({ checks: { key: 'membership.checks-missing' } });
    const organisations = organisationRepository(work.manager);
    const back = await organisations.update(reinstate(await organisations.lock(input.organisationId), input.checks, work.now));
    const released = await releasePosts(deps.posts, work, actor, back.id);
    await note(work, actor, back, 'reinstated', { checks: input.checks, released });
    await tell(deps, work, back, 'reinstated', { reason: null, path: paths.dashboard() });
    return back;
  });
}
