import type { DataSource } from 'typeorm';
import { addDays, type LocalDate } from '../../kernel/dates.ts';
import { isPositive, type Quantity, type Unit } from '../../kernel/quantity.ts';
import { figureQueries, type NeedFigures } from '../commitments/index.ts';
import { MAY_SUPPLY, SUPPLY } from '../matches/index.ts';
import type { OrganisationKind } from '../organisations/index.ts';

/** What waits in one queue: how many in all, and the first of them, the most pressing first. */
export interface Queue<T> {
  total: number;
  rows: T[];
}

/** An organisation that has applied; `applicationId` null for one that came in by hand. */
export interface WaitingApplication {
  id: string;
  applicationId: string | null;
  /** Members that recommend it. */
  recommendations: number;
  name: string;
  kind: OrganisationKind;
  townName: string;
  since: Date;
}

export interface WaitingReview {
  id: string;
  version: number;
  kind: 'need' | 'offer';
  title: string;
  organisation: string;
  organisationKind: OrganisationKind;
  townName: string;
  urgent: boolean;
  /** Why the office took it off the board before; null for what has not been on it. */
  reason: string | null;
  since: Date;
}

/** A published need with something open. `candidate` is the best firm that may help. */
export interface WaitingNeed {
  id: string;
  title: string;
  organisation: string;
  townName: string;
  neededBy: LocalDate | null;
  urgent: boolean;
  unit: Unit;
  since: Date;
  fits: number;
  maybes: number;
  candidate: { id: string; name: string } | null;
  open: Quantity;
  figures: NeedFigures;
}

/** Needs with something open: near their day, and those without any fitting offer. */
export interface WaitingNeeds {
  near: WaitingNeed[];
  unanswered: WaitingNeed[];
}

/** A proposal nobody has answered, past half of its time. */
export interface WaitingProposal {
  id: string;
  title: string;
  supplier: string;
  owner: string;
  supplierYes: boolean;
  ownerYes: boolean;
  quantity: string;
  unit: Unit;
  since: Date;
  expiresAt: Date;
}

/** A parcel that went out and that nobody has confirmed. */
export interface WaitingReceipt {
  id: string;
  commitmentId: string;
  title: string;
  supplierId: string;
  supplier: string;
  ownerId: string;
  owner: string;
  sent: string;
  unit: Unit;
  sentOn: LocalDate;
}

export interface WaitingQueries {
  applications(limit: number): Promise<Queue<WaitingApplication>>;
  reviews(limit: number): Promise<Queue<WaitingReview>>;
  needs(today: LocalDate): Promise<WaitingNeeds>;
  proposals(now: Date, limit: number): Promise<Queue<WaitingProposal>>;
  /** `today`: parcels of the last two days are still on their way. */
  receipts(today: LocalDate, limit: number): Promise<Queue<WaitingReceipt>>;
}

/** Days before its day in which an uncovered need presses. */
const NEAR_DAYS = 3;
/** Days that a parcel may travel before anybody asks. */
const TRAVEL_DAYS = 2;
const NEEDS_LOOKED_AT = 500;

const REVIEWS = `
  SELECT p.id, p.version, p.kind, p.title, o.name AS organisation, o.kind AS "organisationKind", p.town_name AS "townName", p.urgent,
         p.state_reason AS reason, count(*) OVER ()::int AS total,
         COALESCE((SELECT max(a.at) FROM activity a WHERE a.post_id = p.id AND a.action IN ('post.submitted','post.hidden')), p.created_at) AS since
  FROM post p JOIN organisation o ON o.id = p.organisation_id WHERE p.state = 'in-review'
  ORDER BY (o.kind = 'health-care') DESC, p.urgent DESC, since, p.needed_by NULLS LAST, p.id LIMIT $1`;

const APPLICATIONS = `
  SELECT o.id, o.name, o.kind, o.town_name AS "townName", a.id AS "applicationId", COALESCE(a.verified_at, o.created_at) AS since,
         count(*) OVER ()::int AS total,
         (SELECT count(*)::int FROM recommendation r WHERE r.application_id = a.id AND r.answer = 'yes') AS recommendations
  FROM organisation o LEFT JOIN application a ON a.organisation_id = o.id AND a.state = 'waiting'
  WHERE a.id IS NOT NULL OR o.membership IN ('applied','recommended')
  ORDER BY (o.kind = 'health-care') DESC, since, o.id LIMIT $1`;

const NEEDS = `
  SELECT p.id, p.title, o.name AS organisation, p.town_name AS "townName", p.needed_by::text AS "neededBy", p.urgent, p.unit,
         p.published_at AS since, m.fits, m.maybes, m.candidate
  FROM post p JOIN organisation o ON o.id = p.organisation_id
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE m.verdict = 'fits')::int AS fits, count(*) FILTER (WHERE m.verdict = 'maybe')::int AS maybes,
           (array_agg(json_build_object('id', s.id, 'name', s.name) ORDER BY m.verdict, m.score DESC, m.id))[1] AS candidate
    FROM ${SUPPLY} WHERE m.need_id = p.id AND ${MAY_SUPPLY}) m
  WHERE p.kind = 'need' AND p.state = 'published' AND (p.ends_on IS NULL OR p.ends_on >= $1)
    AND (m.fits = 0 OR p.needed_by <= $2 OR (p.urgent AND p.needed_by IS NULL))
  ORDER BY p.needed_by NULLS LAST, p.urgent DESC, p.id LIMIT ${NEEDS_LOOKED_AT}`;

const PROPOSALS = `
  SELECT c.id, n.title, s.name AS supplier, o.name AS owner, c.supplier_yes AS "supplierYes", c.owner_yes AS "ownerYes",
         c.quantity::text, c.unit, c.created_at AS since, c.expires_at AS "expiresAt", count(*) OVER ()::int AS total
  FROM commitment c JOIN post n ON n.id = c.need_id JOIN organisation s ON s.id = c.supplier_id JOIN organisation o ON o.id = c.owner_id
  WHERE c.state = 'proposed' AND c.expires_at IS NOT NULL AND (c.remind_at IS NULL OR c.remind_at <= $1)
  ORDER BY c.expires_at, c.id LIMIT $2`;

const RECEIPTS = `
  SELECT d.id, c.id AS "commitmentId", n.title, s.id AS "supplierId", s.name AS supplier, o.id AS "ownerId", o.name AS owner, d.sent::text,
         c.unit, d.sent_on::text AS "sentOn", count(*) OVER ()::int AS total
  FROM delivery d JOIN commitment c ON c.id = d.commitment_id JOIN post n ON n.id = c.need_id
  JOIN organisation s ON s.id = c.supplier_id JOIN organisation o ON o.id = c.owner_id
  WHERE d.sent_on <= $1 AND NOT EXISTS (SELECT FROM receipt r WHERE r.delivery_id = d.id)
  ORDER BY d.sent_on, d.id LIMIT $2`;

const isNear = ({ neededBy, urgent }: Pick<WaitingNeed, 'neededBy' | 'urgent'>, until: LocalDate): boolean =>
  neededBy === null ? urgent : neededBy <= until;

export function waitingQueries(dataSource: DataSource): WaitingQueries {
  const queue = async <T>(sql: string, values: readonly unknown[]): Promise<Queue<T>> => {
    const rows = await dataSource.query<(T & { total: number })[]>(sql, [...values]);
    return { total: rows[0]?.total ?? 0, rows };
  };
  return {
    applications: (limit) => queue(APPLICATIONS, [limit]),
    reviews: (limit) => queue(REVIEWS, [limit]),
    async needs(today) {
      const until = addDays(today, NEAR_DAYS);
      const rows = await dataSource.query<Omit<WaitingNeed, 'open' | 'figures'>[]>(NEEDS, [today, until]);
      const figures = await figureQueries(dataSource).needFigures(rows.map(({ id }) => id));
      const open = rows.flatMap((row) => {
        const sums = figures.get(row.id);
        return sums && isPositive(sums.open) ? [{ ...row, open: sums.open, figures: sums }] : [];
      });
      return { near: open.filter((need) => isNear(need, until)), unanswered: open.filter((need) => !isNear(need, until)) };
    },
    proposals: (now, limit) => queue(PROPOSALS, [now, limit]),
    receipts: (today, limit) => queue(RECEIPTS, [addDays(today, -TRAVEL_DAYS), limit]),
  };
}
