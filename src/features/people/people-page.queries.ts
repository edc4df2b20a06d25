import type { EntityManager } from 'typeorm';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Colleague, Standing } from './colleague.ts';
import { openInvitations, type Invitation } from './invitation.repository.ts';
import { colleaguesOf, standingIn } from './standing.queries.ts';

/** Everybody of an organisation, as far as the actor may know. @throws DomainError not-found for a foreign one */
export async function peopleOf(
  manager: EntityManager, actor: PersonActor, organisationId: string,
): Promise<{ standing: Standing; colleagues: Colleague[]; invitations: Invitation[] }> {
  const standing = await standingIn(manager, actor, organisationId);
  const { id } = standing.organisation;
  const colleagues = await colleaguesOf(manager, id);
  return { standing, colleagues, invitations: standing.manages ? await openInvitations(manager, id) : [] };
}
