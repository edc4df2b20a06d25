import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { olderThan, retentionRules } from './retention.ts';
import { applyRule } from './retention.repository.ts';

/** The nightly deletion: every rule in a transaction of its own, so that one that fails keeps none of the others from running. */
export async function retain({ uow }: { uow: UnitOfWork }): Promise<void> {
  const faults: unknown[] = [];
  for (const rule of retentionRules) {
    await uow.run(({ manager, now }) => applyRule(manager, rule.id, olderThan(rule, now), now)).catch((error: unknown) => faults.push(error));
  }
  if (faults.length > 0) throw new AggregateError(faults, 'some retention rules could not be applied');
}
