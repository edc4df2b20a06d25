import type { PersonActor } from '../../kernel/actor.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { hashOf, newToken } from './calendar-token.ts';
import { calendarTokenRepository } from './calendar-token.repository.ts';

/** Makes a person's calendar address, the first one or another one; the old one stops. Returns the token, this once. */
export function renewAddress({ uow }: { uow: UnitOfWork }, { personId }: PersonActor): Promise<string> {
  return uow.run(async ({ manager, now }) => {
    const token = newToken();
    await calendarTokenRepository(manager).put({ personId, tokenHash: hashOf(token) ?? '', createdAt: now });
    return token;
  });
}
