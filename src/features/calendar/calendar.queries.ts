import type { DataSource } from 'typeorm';
import type { Language } from '../../kernel/actor.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Unit } from '../../kernel/quantity.ts';
import { hashOf } from './calendar-token.ts';

/** Whose calendar it is. */
export interface Holder {
  personId: string;
  language: Language;
}

/** A proposal or a live commitment of one of the person's organisations. Amounts are decimal strings. */
export interface DatedCommitment {
  id: string;
  proposed: boolean;
  quantity: string;
  unit: Unit;
  by: LocalDate;
  expiresAt: Date | null;
  title: string;
  supplier: string;
  owner: string;
  /** The person acts for the supplier, for the owner. */
  supplies: boolean;
  owns: boolean;
  supplierYes: boolean;
  ownerYes: boolean;
  /** Something is still to be sent. */
  unsent: boolean;
  /** Something is still to arrive. */
  awaited: boolean;
  version: number;
  updatedAt: Date;
}

/** A need of one of the person's organisations, on the board. */
export interface DatedNeed {
  id: string;
  title: string;
  quantity: string;
  unit: Unit;
  neededBy: LocalDate;
  version: number;
  updatedAt: Date;
}

/** The read side of calendars: what is dated and a person's own. */
export interface CalendarQueries {
  /** When the person's address was made; null without one. */
  madeAt(personId: string): Promise<Date | null>;
  /** Null for a token that is unknown, renewed or revoked, and for people who may no longer sign in. */
  holder(token: string): Promise<Holder | null>;
  commitments(personId: string): Promise<DatedCommitment[]>;
  needs(personId: string): Promise<DatedNeed[]>;
}

const OWN = 'SELECT organisation_id FROM membership WHERE person_id = $1';
const LIMIT = 1_000;

const COMMITMENTS = `
  SELECT c.id, c.state = 'proposed' AS proposed, c.quantity::text, c.unit, c.promised_by::text AS by, c.expires_at AS "expiresAt",
    n.title, s.name AS supplier, o.name AS owner, c.supplier_id IN (${OWN}) AS supplies, c.owner_id IN (${OWN}) AS owns,
    c.supplier_yes AS "supplierYes", c.owner_yes AS "ownerYes", c.state IN ('accepted','in-production','partly-sent') AS unsent,
    c.state IN ('accepted','in-production','partly-sent') OR EXISTS (SELECT FROM delivery d WHERE d.commitment_id = c.id
      AND NOT EXISTS (SELECT FROM receipt r WHERE r.delivery_id = d.id)) AS awaited,
    c.version, c.updated_at AS "updatedAt"
  FROM commitment c JOIN post n ON n.id = c.need_id JOIN organisation s ON s.id = c.supplier_id JOIN organisation o ON o.id = c.owner_id
  WHERE (c.supplier_id IN (${OWN}) OR c.owner_id IN (${OWN})) AND c.state IN ('proposed','accepted','in-production','partly-sent','sent')
  ORDER BY c.promised_by, c.id LIMIT ${LIMIT}`;

const NEEDS = `
  SELECT id, title, quantity::text, unit, needed_by::text AS "neededBy", version, updated_at AS "updatedAt"
  FROM post WHERE kind = 'need' AND state = 'published' AND needed_by IS NOT NULL AND organisation_id IN (${OWN})
  ORDER BY needed_by, id LIMIT ${LIMIT}`;

export function calendarQueries(dataSource: DataSource): CalendarQueries {
  return {
    async madeAt(personId) {
      const [row] = await dataSource.query<{ at: Date }[]>(`SELECT created_at AS at FROM calendar_token WHERE person_id = $1`, [personId]);
      return row?.at ?? null;
    },
    async holder(token) {
      const hash = hashOf(token);
      const [row] = hash === null ? [] : await dataSource.query<Holder[]>(
        `SELECT p.id AS "personId", p.language FROM calendar_token c JOIN person p ON p.id = c.person_id
         WHERE c.token_hash = $1 AND p.state = 'active'`, [hash]);
      return row ?? null;
    },
    commitments: (personId) => dataSource.query(COMMITMENTS, [personId]),
    needs: (personId) => dataSource.query(NEEDS, [personId]),
  };
}
