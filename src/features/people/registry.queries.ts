import type { EntityManager } from 'typeorm';
import type { Language, OfficeRole, OrganisationRole } from '../../kernel/actor.ts';
import { offsetOf, type Page, type Paged } from '../../kernel/page.ts';

/** A person as the administrator sees them. */
export interface RegistryRow {
  id: string;
  name: string;
  email: string;
  language: Language;
  officeRole: OfficeRole | null;
  state: 'active' | 'disabled';
  confirmed: boolean;
  codes: boolean;
  passkeys: number;
  createdAt: Date;
  signedInAt: Date | null;
  organisations: { id: string; name: string; role: OrganisationRole; office: boolean }[];
}

const ROW = `SELECT p.id, p.name, p.email, p.language, p.office_role AS "officeRole", p.state, p.email_verified_at IS NOT NULL AS confirmed,
  EXISTS (SELECT FROM code_generator g WHERE g.person_id = p.id AND g.confirmed_at IS NOT NULL) AS codes,
  (SELECT count(*)::int FROM passkey k WHERE k.person_id = p.id) AS passkeys, p.created_at AS "createdAt", p.signed_in_at AS "signedInAt",
  COALESCE((SELECT json_agg(json_build_object('id', o.id, 'name', o.name, 'role', m.role, 'office', o.kind = 'office') ORDER BY o.name)
    FROM membership m JOIN organisation o ON o.id = m.organisation_id WHERE m.person_id = p.id), '[]') AS organisations
  FROM person p`;

export const SHOWN = ['all', 'office', 'disabled'] as const;
export type Shown = (typeof SHOWN)[number];

const CONDITION: Readonly<Record<Shown, string>> = { all: 'true', office: 'p.office_role IS NOT NULL', disabled: `p.state = 'disabled'` };

/** People whose name, address or organisation has this text, by name. */
export async function searchPeople(manager: EntityManager, text: string, shown: Shown, page: Page): Promise<Paged<RegistryRow>> {
  const found = `(p.name ILIKE $1 OR p.email ILIKE $1 OR EXISTS (SELECT FROM membership m JOIN organisation o ON o.id = m.organisation_id
    WHERE m.person_id = p.id AND o.name ILIKE $1)) AND ${CONDITION[shown]}`;
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const items = await manager.query<RegistryRow[]>(`${ROW} WHERE ${found} ORDER BY p.name, p.id LIMIT $2 OFFSET $3`, [
    pattern,
    page.size,
    offsetOf(page),
  ]);
  const [count] = await manager.query<{ total: number }[]>(`SELECT count(*)::int AS total FROM person p WHERE ${found}`, [pattern]);
  return { items, total: count?.total ?? 0, page };
}

export async function findPerson(manager: EntityManager, personId: string): Promise<RegistryRow | null> {
  const [row] = await manager.query<RegistryRow[]>(`${ROW} WHERE p.id = $1`, [personId]);
  return row ?? null;
}

/** What was done about a person's account, the latest first. */
export interface RegistryEvent {
  at: Date;
  action: string;
  who: string | null;
  /** Whose act it was, by id. */
  by: string | null;
  data: Record<string, string>;
}

export const eventsOf = (manager: EntityManager, personId: string): Promise<RegistryEvent[]> =>
  manager.query(
    `SELECT a.at, a.action, p.name AS who, a.person_id AS "by", a.data FROM activity a LEFT JOIN person p ON p.id = a.person_id
     WHERE (a.action LIKE 'person.%' OR a.action LIKE 'people.%')
       AND (a.data->>'personId' = $1 OR (a.person_id::text = $1 AND a.data->>'personId' IS NULL))
     ORDER BY a.id DESC LIMIT 50`,
    [personId],
  );

/** How many administrators could run the installation without this one; the others stay locked until the end. */
export async function otherAdministrators(manager: EntityManager, personId: string): Promise<number> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM person WHERE office_role = 'administrator' AND state = 'active' ORDER BY id FOR UPDATE`,
  );
  return rows.filter(({ id }) => id !== personId).length;
}
