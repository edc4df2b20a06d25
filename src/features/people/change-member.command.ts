import type { Work } from '../../db/unit-of-work.ts';
import type { PersonActor } from '../../kernel/actor.ts';
import { DomainError, invalid } from '../../kernel/errors.ts';
import { mailAccount, recipientOf, textOf } from '../accounts/index.ts';
import { record } from '../activity/index.ts';
import { checkAdminRemains, ORGANISATION_ROLES, type Colleague } from './colleague.ts';
import { manager } from './invite.command.ts';
import { giveRole, removeMember } from './membership.repository.ts';
import type { PeopleDeps } from './people-deps.ts';
import { lockColleagues, standingIn } from './standing.queries.ts';

interface Member {
  organisationId: string;
  personId: string;
}

async function lockMember(work: Work, { organisationId, personId }: Member): Promise<{ colleague: Colleague; all: Colleague[] }> {
  const all = await lockColleagues(work.manager, organisationId);
  const colleague = all.find(({ id }) => id === personId);
  if (!colleague) throw new DomainError('not-found', 'errors.not-found');
  return { colleague, all };
}

/** Gives a colleague a role. @throws DomainError not-found, not-allowed, invalid with `role`; conflict for the last admin */
export async function changeRole(deps: PeopleDeps, actor: PersonActor, member: Member, body: Record<string, unknown>): Promise<Colleague> {
  return deps.uow.run(async (work) => {
    const { organisation, onBehalf } = await manager(work, actor, member.organisationId);
    const { colleague, all } = await lockMember(work, member);
    const role = ORGANISATION_ROLES.find((one) => one === textOf(body, 'role'));
    if (!role) throw invalid({ role: { key: 'people.role-missing' } });
    if (colleague.role === role) return colleague;
    if (role !== 'organisation-admin') checkAdminRemains(all, colleague.id);
    await giveRole(work.manager, colleague.id, organisation.id, role);
    await record(work.manager, actor, work.now, {
      action: 'people.role-changed',
      organisationId: organisation.id,
      onBehalf,
      data: { personId: colleague.id, role },
    });
    if (colleague.id !== actor.personId) {
      const values = { organisation: organisation.name, role: role === 'editor' ? 'editor' : 'organisationAdmin' };
      await mailAccount(deps, work, recipientOf(colleague), 'role-changed', { values, button: { path: '/account' } });
    }
    return { ...colleague, role };
  });
}

/** A colleague no longer acts for the organisation. @throws DomainError not-found, not-allowed; conflict for the last admin */
export async function removeColleague(deps: PeopleDeps, actor: PersonActor, member: Member): Promise<Colleague> {
  return deps.uow.run(async (work) => {
    const { organisation, onBehalf } = await manager(work, actor, member.organisationId);
    const { colleague, all } = await lockMember(work, member);
    checkAdminRemains(all, colleague.id);
    await removeMember(work.manager, colleague.id, organisation.id);
    await record(work.manager, actor, work.now, {
      action: 'people.removed',
      organisationId: organisation.id,
      onBehalf,
      data: { personId: colleague.id },
    });
    if (colleague.id !== actor.personId) {
      await mailAccount(deps, work, recipientOf(colleague), 'removed', { values: { organisation: organisation.name } });
    }
    return colleague;
  });
}

/** The actor leaves an organisation. @throws DomainError not-found when no member; not-allowed for the office; conflict for the last admin */
export async function leave(deps: PeopleDeps, actor: PersonActor, organisationId: string): Promise<{ organisation: string }> {
  return deps.uow.run(async (work) => {
    const { organisation, role } = await standingIn(work.manager, actor, organisationId);
    if (role === null) throw new DomainError('not-found', 'errors.not-found');
    if (organisation.office) throw new DomainError('not-allowed', 'people.office-by-administrator');
    const { all } = await lockMember(work, { organisationId, personId: actor.personId });
    checkAdminRemains(all, actor.personId);
    await removeMember(work.manager, actor.personId, organisationId);
    await record(work.manager, actor, work.now, { action: 'people.left', organisationId });
    return { organisation: organisation.name };
  });
}
