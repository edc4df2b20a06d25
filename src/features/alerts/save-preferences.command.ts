import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Preference } from './alert.ts';
import { choose } from './alert.repository.ts';

/** Stores a person's choices by organisation. The form has let through organisations of the person only. */
export async function savePreferences(
  deps: { uow: UnitOfWork }, actor: PersonActor, chosen: ReadonlyMap<string, Preference>,
): Promise<void> {
  await deps.uow.run(async ({ manager, now }) => {
    for (const [organisationId, preference] of chosen) await choose(manager, { personId: actor.personId, organisationId }, preference, now);
  });
}
