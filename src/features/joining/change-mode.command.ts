import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { isAdministrator, personOf, type Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { record } from '../activity/index.ts';
import type { Mode } from './recommendation.ts';
import { modeOf, storeMode } from './settings.repository.ts';

/** How the exchange is run from now on. Recorded like everything an administrator changes. */
export async function changeMode(deps: { uow: UnitOfWork }, actor: Actor, mode: Mode): Promise<void> {
  if (!isAdministrator(actor)) throw new DomainError('not-found', 'errors.not-found');
  await deps.uow.run(async ({ manager, now }) => {
    const before = await modeOf(manager);
    if (before === mode) return;
    await storeMode(manager, mode, personOf(actor), now);
    await record(manager, actor, now, { action: 'setting.mode', data: { from: before, to: mode } });
  });
}
