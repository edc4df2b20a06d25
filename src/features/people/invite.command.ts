import { isOffice, LANGUAGES, type Language, type OrganisationRole, type PersonActor } from '../../kernel/actor.ts';
import { DomainError, invalid, type FieldErrors } from '../../kernel/errors.ts';
import type { Work } from '../../db/unit-of-work.ts';
import { isId } from '../../kernel/ids.ts';
import { emailFrom, mailAccount, personRepository, recipientOf, textOf } from '../accounts/index.ts';
import { record } from '../activity/index.ts';
import { ORGANISATION_ROLES, type Standing } from './colleague.ts';
import { putInvitation, unacceptedSince, withdrawInvitation } from './invitation.repository.ts';
import type { PeopleDeps } from './people-deps.ts';
import { lockColleagues, standingIn } from './standing.queries.ts';

const DAY = 86_400_000;
export const INVITATION_DAYS = 14;
/** Mails to strangers in the name of an organisation that the office does not know yet: so many may go unanswered. */
const BEFORE_APPROVAL = 3;

interface Chosen {
  email: string;
  role: OrganisationRole;
  language: Language;
}

function chosenIn(body: Record<string, unknown>): Chosen {
  const email = emailFrom(body['email']);
  const role = ORGANISATION_ROLES.find((one) => one === textOf(body, 'role'));
  const language = LANGUAGES.find((one) => one === textOf(body, 'language'));
  const missing = textOf(body, 'email') === '' ? 'sign-in.email-missing' : 'account.bad-email';
  const errors: FieldErrors = {
    ...(email === null ? { email: { key: missing } } : {}),
    ...(role ? {} : { role: { key: 'people.role-missing' } }),
    ...(language ? {} : { language: { key: 'account.language-missing' } }),
  };
  if (email === null || !role || !language) throw invalid(errors);
  return { email, role, language };
}

/** @throws DomainError not-found, not-allowed */
export async function manager(work: Work, actor: PersonActor, organisationId: string): Promise<Standing> {
  const standing = await standingIn(work.manager, actor, organisationId);
  if (!standing.manages) throw new DomainError('not-allowed', 'people.admins-only');
  return standing;
}

/*
 * The one who has the address already is written to in their own language; nothing else differs, and nothing tells.
 * Returns the invitation's id.
 */
async function mailInvitation(
  deps: PeopleDeps,
  work: Work,
  actor: PersonActor,
  standing: Standing,
  { email, role, language }: Chosen,
): Promise<string> {
  const expiresAt = new Date(work.now.getTime() + INVITATION_DAYS * DAY);
  const known = await personRepository(work.manager).findByEmail(email);
  const { id: organisationId, name: organisation } = standing.organisation;
  const id = await putInvitation(work.manager, { organisationId, email, role, language, invitedBy: actor.personId, expiresAt }, work.now);
  const to = known?.emailVerifiedAt ? recipientOf(known) : { personId: null, name: '', address: email, language };
  const link = { purpose: 'invitation', personId: null, organisationId, data: { invitationId: id }, expiresAt } as const;
  await mailAccount(deps, work, to, 'invitation', { values: { inviter: actor.name, organisation, days: INVITATION_DAYS }, button: { link } });
  return id;
}

async function checkRoom(work: Work, actor: PersonActor, { organisation }: Standing): Promise<void> {
  if (organisation.approved || isOffice(actor)) return;
  const since = new Date(work.now.getTime() - INVITATION_DAYS * DAY);
  if ((await unacceptedSince(work.manager, organisation.id, since)) < BEFORE_APPROVAL) return;
  throw invalid({ email: { key: 'people.invitations-before-approval', data: { max: BEFORE_APPROVAL, days: INVITATION_DAYS } } });
}

/**
 * Invites a colleague by mail. Whether the address has an account makes no difference to the answer.
 * @throws DomainError invalid with `email`, `role`, `language`; not-found, not-allowed, too-many
 */
export async function invite(
  deps: PeopleDeps,
  actor: PersonActor,
  organisationId: string,
  body: Record<string, unknown>,
): Promise<{ email: string }> {
  await deps.uow.run((work) => manager(work, actor, organisationId));
  const chosen = chosenIn(body);
  if (!(await deps.perInviter.take(organisationId))) throw new DomainError('too-many', 'people.too-many-invitations');
  await deps.uow.run(async (work) => {
    const standing = await manager(work, actor, organisationId);
    // Locked: of two at once the second counts the first.
    const colleagues = await lockColleagues(work.manager, organisationId);
    if (colleagues.some(({ email }) => email === chosen.email)) throw invalid({ email: { key: 'people.known-colleague' } });
    await checkRoom(work, actor, standing);
    const invitationId = await mailInvitation(deps, work, actor, standing, chosen);
    await record(work.manager, actor, work.now, {
      action: 'people.invited',
      organisationId,
      onBehalf: standing.onBehalf,
      // Not the address: the history is never rewritten, and who was invited may want to be forgotten.
      data: { invitationId, role: chosen.role },
    });
  });
  return { email: chosen.email };
}

/** @throws DomainError not-found, not-allowed */
export async function withdrawInvite(deps: PeopleDeps, actor: PersonActor, organisationId: string, invitationId: string): Promise<void> {
  await deps.uow.run(async (work) => {
    const { onBehalf } = await manager(work, actor, organisationId);
    const withdrawn = isId(invitationId) && (await withdrawInvitation(work.manager, organisationId, invitationId, work.now));
    if (!withdrawn) throw new DomainError('not-found', 'errors.not-found');
    await record(work.manager, actor, work.now, { action: 'people.invitation-withdrawn', organisationId, onBehalf });
  });
}
