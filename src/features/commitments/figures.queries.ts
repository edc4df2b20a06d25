import type { DataSource, EntityManager } from 'typeorm';
import { prepared } from '../../db/prepared.ts';
import { addDays, today, type LocalDate } from '../../kernel/dates.ts';
import { quantityFrom, type Quantity, type Unit } from '../../kernel/quantity.ts';
import { capacityFigures, type Capacity } from './capacity.ts';
import { readCommitments } from './commitment-records.queries.ts';
import { figuresFrom, offerFigures, type NeedFigures, type OfferFigures } from './figures.ts';
import type { Commitment } from './commitment.ts';

/** Figures of needs and offers: the one implementation, for one post and for thousands. */
export interface FigureQueries {
  /** By need, in its unit; needs nobody has promised anything to are in it too. */
  needFigures(ids: readonly string[]): Promise<Map<string, NeedFigures>>;
  /**
   * By offer, in its own unit; offers that name no amount are left out. Of a capacity: what is free by `by`, or by the
   * end of the capacity (four weeks from `now` when it has none).
   */
  offerFigures(ids: readonly string[], now: Date, by?: LocalDate): Promise<Map<string, OfferFigures>>;
}

interface SumsRow {
  id: string;
  asked: string;
  proposed: string;
  promised: string;
  sent: string;
  received: string;
  on_the_way: string;
}

const LIVE = `c.state IN ('accepted','in-production','partly-sent','sent')`;
/*
 * One row per delivery, and one for a commitment without any; what belongs to a commitment as a whole counts with its
 * first. The last receipt of a delivery counts; a delivery without one is on the way while its commitment is live.
 * Only states that come after a delivery are asked for theirs: half of the look-ups.
 */
const NEED_SUMS = `
  SELECT p.id, p.quantity::text AS asked,
    COALESCE(sum(c.quantity) FILTER (WHERE c.state = 'proposed'), 0)::text AS proposed,
    (COALESCE(sum(c.quantity) FILTER (WHERE ${LIVE} AND COALESCE(d.number, 1) = 1), 0)
      + COALESCE(sum(r.quantity) FILTER (WHERE NOT (${LIVE})), 0))::text AS promised,
    COALESCE(sum(d.sent), 0)::text AS sent,
    COALESCE(sum(r.quantity), 0)::text AS received,
    COALESCE(sum(d.sent) FILTER (WHERE r.quantity IS NULL AND ${LIVE}), 0)::text AS on_the_way
  FROM post p
  LEFT JOIN commitment c ON c.need_id = p.id
  LEFT JOIN delivery d ON d.commitment_id = c.id AND c.state IN ('partly-sent','sent','completed','failed','withdrawn')
  LEFT JOIN LATERAL (SELECT quantity FROM receipt WHERE delivery_id = d.id ORDER BY number DESC LIMIT 1) r ON true
  WHERE p.id = ANY($1::uuid[]) AND p.kind = 'need'
  GROUP BY p.id`;

const needFiguresOf = (row: SumsRow): NeedFigures =>
  figuresFrom(quantityFrom(row.asked), {
    proposed: quantityFrom(row.proposed),
    promised: quantityFrom(row.promised),
    sent: quantityFrom(row.sent),
    received: quantityFrom(row.received),
    onTheWay: quantityFrom(row.on_the_way),
  });

interface OfferRow {
  id: string;
  unit: Unit;
  quantity: string | null;
  per_week: string | null;
  starts: LocalDate;
  until: LocalDate | null;
}

const OFFERS = `SELECT id, unit, quantity::text, per_week::text, available_until::text AS until,
    COALESCE(available_from, (COALESCE(published_at, created_at) AT TIME ZONE 'Europe/Warsaw')::date)::text AS starts
  FROM post WHERE id = ANY($1::uuid[]) AND kind = 'offer' AND (quantity IS NOT NULL OR per_week IS NOT NULL)`;
const HORIZON_DAYS = 28;

/** What an offer has: so many once, or so many per week. */
export type Supply = { readonly stock: Quantity } | { readonly capacity: Capacity };

const supplyOf = (row: OfferRow): Supply =>
  row.per_week === null
    ? { stock: quantityFrom(row.quantity ?? '0') }
    : { capacity: { perWeek: quantityFrom(row.per_week), unit: row.unit, from: row.starts, to: row.until } };

/** Figures of one supply by a date, from all commitments of its offer. */
export const figuresOf = (supply: Supply, commitments: readonly Commitment[], by: LocalDate): OfferFigures =>
  'stock' in supply ? offerFigures(supply.stock, commitments) : capacityFigures(supply.capacity, commitments, by);

/** The figures of the offers that `dated` wants, each by the date it says. */
async function offersOf(
  db: DataSource | EntityManager, ids: readonly string[], dated: (row: OfferRow) => LocalDate,
): Promise<Map<string, OfferFigures>> {
  if (ids.length === 0) return new Map();
  const rows = await db.query<OfferRow[]>(prepared(OFFERS), [ids]);
  const stored = await readCommitments(db, `c.offer_id = ANY($1::uuid[]) AND c.state NOT IN ('proposed','declined','lapsed')`, [ids]);
  const byOffer = Map.groupBy(stored.map(({ commitment }) => commitment), ({ offerId }) => offerId);
  return new Map(rows.map((row) => [row.id, figuresOf(supplyOf(row), byOffer.get(row.id) ?? [], dated(row))]));
}

/** On a data source, or inside a transaction on its manager. */
export function figureQueries(db: DataSource | EntityManager): FigureQueries {
  return {
    async needFigures(ids) {
      const rows = ids.length > 0 ? await db.query<SumsRow[]>(prepared(NEED_SUMS), [ids]) : [];
      return new Map(rows.map((row) => [row.id, needFiguresOf(row)]));
    },
    offerFigures: (ids, now, by) => offersOf(db, ids, (row) => by ?? row.until ?? addDays(today(now), HORIZON_DAYS)),
  };
}
