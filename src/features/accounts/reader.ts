import type { Actor, PersonActor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';

/** The person who asks; the route's policy has let in persons only. @throws DomainError not-found */
export function personIn({ actor }: { actor: Actor }): PersonActor {
  if (actor.kind !== 'person') throw new DomainError('not-found', 'errors.not-found');
  return actor;
}
