import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { isOnBehalf, mayAdminister, type Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { record } from '../activity/index.ts';
import { confirm, organisationRepository, type Organisation } from '../organisations/index.ts';
import type { Profile } from './profile.form.ts';

/** @throws DomainError not-found, for absent and for foreign ones alike */
export function mustAdminister(actor: Actor, organisationId: string): void {
  if (!mayAdminister(actor, organisationId)) throw new DomainError('not-found', 'errors.not-found');
}

/** The fields that differ. Delivery details are named, never written into the history. */
function changesOf(before: Organisation, after: Organisation): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  for (const name of Object.keys(after) as (keyof Organisation)[]) {
    if (name === 'version' || JSON.stringify(before[name]) === JSON.stringify(after[name])) continue;
    changes[name] = name === 'contact' ? true : { from: before[name], to: after[name] };
  }
  return changes;
}

export interface SaveProfile {
  id: string;
  /** The version the person saw. */
  version: number;
  profile: Profile;
}

/**
 * Changes an organisation if it still is as the person saw it.
 * @throws DomainError not-found, conflict `organisation.changed-meanwhile`, conflict `join.number-taken`
 */
export async function saveProfile(deps: { uow: UnitOfWork }, actor: Actor, input: SaveProfile): Promise<Organisation> {
  mustAdminister(actor, input.id);
  return deps.uow.run(async (work) => {
    const organisations = organisationRepository(work.manager);
    const before = await organisations.lock(input.id);
    if (before.version !== input.version) throw new DomainError('conflict', 'organisation.changed-meanwhile');
    const after = await organisations.update({ ...before, ...input.profile });
    await record(work.manager, actor, work.now, {
      action: 'organisation.changed', organisationId: after.id, onBehalf: isOnBehalf(actor, after.id), data: { changes: changesOf(before, after) },
    });
    return after;
  });
}

/** Its people say that everything is still right: by a press on its page, or by the link of the yearly mail. */
export async function confirmProfile(deps: { uow: UnitOfWork }, actor: Actor, organisationId: string): Promise<Organisation> {
  mustAdminister(actor, organisationId);
  return deps.uow.run(async (work) => {
    const organisations = organisationRepository(work.manager);
    const confirmed = await organisations.update(confirm(await organisations.lock(organisationId), work.now));
    await record(work.manager, actor, work.now, { action: 'organisation.confirmed', organisationId, onBehalf: isOnBehalf(actor, organisationId) });
    return confirmed;
  });
}
