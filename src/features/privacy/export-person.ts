import { DomainError } from '../../kernel/errors.ts';
import type { PersonalData } from './personal-data.ts';
import type { PersonalDataQueries } from './personal-data.queries.ts';

/** The JSON that is handed out: named sections of rows, with the time in UTC. */
export function asDocument(exportedAt: Date, data: readonly PersonalData[]): object {
  return {
    exportedAt: exportedAt.toISOString(),
    note: 'Dane osobowe przechowywane przez giełdę kooperacji. Personal data kept by the cooperation exchange.',
    data: Object.fromEntries(data.map(({ section, rows }) => [section, rows])),
  };
}

/** The columns of a section, in the order of their first appearance. */
export const columnsOf = ({ rows }: PersonalData): string[] => [...new Set(rows.flatMap((row) => Object.keys(row)))];

/** Everything about the person with this address, for the command line. @throws DomainError not-found */
export async function exportPerson(deps: { personal: PersonalDataQueries; now: Date }, email: string): Promise<object> {
  const personId = await deps.personal.personIdOf(email);
  if (personId === null) throw new DomainError('not-found', 'account.unknown-email');
  return asDocument(deps.now, await deps.personal.all(personId));
}
