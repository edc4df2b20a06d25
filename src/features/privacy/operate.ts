import { system } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { DomainError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { erasePerson, type ErasureDeps } from './erase-person.command.ts';
import type { ErasureQueries } from './erasure.queries.ts';
import { exportPerson } from './export-person.ts';
import type { PersonalDataQueries } from './personal-data.queries.ts';

/** What the command line does for people who ask the office instead of pressing the button themselves. */
export function privacyOperation(deps: ErasureDeps & { personal: PersonalDataQueries; erasure: ErasureQueries; clock: Clock }) {
  const { personal } = deps;
  return {
    exportPerson: (email: string) => exportPerson({ personal, now: deps.clock.now() }, email),
    /** By address or by id; returns the id. @throws DomainError not-found, conflict */
    async erasePerson(who: string): Promise<string> {
      const id = isId(who) ? who : await personal.personIdOf(who);
      if (id === null) throw new DomainError('not-found', 'account.unknown-email');
      await erasePerson(deps, id, { by: 'operator', actor: system });
      return id;
    },
    erasures: (since: string) => deps.erasure.since(since),
  };
}
export type PrivacyOperation = ReturnType<typeof privacyOperation>;
