import type { DataSource } from 'typeorm';
import { SECTIONS, type PersonalData, type PersonalRow, type Section } from './personal-data.ts';

/** Reads of what is kept about a person. The caller has made sure that it is the person's own, or the operator's doing. */
export interface PersonalDataQueries {
  /** Everything, section by section; empty ones too. */
  all(personId: string): Promise<PersonalData[]>;
  /** One section; null for an unknown one. */
  section(personId: string, id: string): Promise<PersonalData | null>;
  /** How many rows each section has. */
  counts(personId: string): Promise<{ section: string; rows: number }[]>;
  personIdOf(email: string): Promise<string | null>;
}

const NAME = `CASE WHEN to_jsonb(t) ? 'organisation_id' THEN
  jsonb_build_object('organisation_name', (SELECT name FROM organisation WHERE id = (to_jsonb(t)->>'organisation_id')::uuid)) ELSE '{}' END`;

export function personalDataQueries(dataSource: DataSource): PersonalDataQueries {
  const rowsOf = async ({ from, whose, omit = [], order }: Section, personId: string): Promise<PersonalRow[]> => {
    const rows = await dataSource.query<{ row: PersonalRow }[]>(
      `SELECT to_jsonb(t) - $2::text[] || ${NAME} AS row FROM ${from} WHERE ${whose} ORDER BY ${order}`, [personId, omit]);
    return rows.map(({ row }) => row);
  };
  return {
    async all(personId) {
      const data: PersonalData[] = [];
      // One after the other: somebody's export must not take every connection from the pages.
      for (const section of SECTIONS) data.push({ section: section.id, rows: await rowsOf(section, personId) });
      return data;
    },
    async section(personId, id) {
      const section = SECTIONS.find((one) => one.id === id);
      return section ? { section: id, rows: await rowsOf(section, personId) } : null;
    },
    async counts(personId) {
      const counts = SECTIONS.map(({ from, whose }) => `(SELECT count(*)::int FROM ${from} WHERE ${whose})`);
      const [row] = await dataSource.query<{ all: number[] }[]>(`SELECT ARRAY[${counts.join(', ')}] AS all`, [personId]);
      return SECTIONS.map(({ id }, i) => ({ section: id, rows: row?.all[i] ?? 0 }));
    },
    async personIdOf(email) {
      const [row] = await dataSource.query<{ id: string }[]>(`SELECT id FROM person WHERE email = lower($1)`, [email.trim()]);
      return row?.id ?? null;
    },
  };
}
