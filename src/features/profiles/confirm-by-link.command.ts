import type { Work } from '../../db/unit-of-work.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { system } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { MailLinks } from '../../mail/links.repository.ts';
import { checkStillMember } from '../accounts/index.ts';
import { record } from '../activity/index.ts';
import { confirm, isApproved, organisationRepository, type Organisation } from '../organisations/index.ts';

export interface ConfirmByLinkDeps {
  uow: UnitOfWork;
  links: MailLinks;
}

async function meant(deps: ConfirmByLinkDeps, work: Work, token: string): Promise<{ organisation: Organisation; personId: string | null }> {
  const link = await deps.links.read(work.manager, token, 'profile-confirmation', work.now);
  const organisation = await organisationRepository(work.manager).lock(link.organisationId ?? '');
  await checkStillMember(work.manager, link.personId, organisation.id);
  if (!isApproved(organisation)) throw new DomainError('expired', 'errors.link-expired');
  return { organisation, personId: link.personId };
}

/** Whose profile the link would confirm. Changes nothing. @throws DomainError not-found, expired */
export const readConfirmation = (deps: ConfirmByLinkDeps, token: string): Promise<Organisation> =>
  deps.uow.run(async (work) => (await meant(deps, work, token)).organisation);

/** Everything is still right, says whoever holds the link of the yearly mail. Again, it changes nothing more. */
export async function confirmByLink(deps: ConfirmByLinkDeps, token: string): Promise<Organisation> {
  return deps.uow.run(async (work) => {
    const { organisation, personId } = await meant(deps, work, token);
    const confirmed = await organisationRepository(work.manager).update(confirm(organisation, work.now));
    await record(work.manager, system, work.now, {
      action: 'organisation.confirmed', organisationId: organisation.id, data: { person: personId },
    });
    return confirmed;
  });
}
