import type { DataSource } from 'typeorm';
import type { Receipts } from './impact.ts';

/** How many took part in what was received. */
export interface Takers {
  deliveries: number;
  receivers: number;
  suppliers: number;
}

export interface Received {
  receipts: Receipts[];
  takers: Takers;
}

/** The read side of the impact page: confirmed receipts for public needs, whatever became of the need since. */
export interface ImpactQueries {
  received(): Promise<Received>;
}

/*
 * Of a delivery counts the last receipt, which corrects the earlier ones. Sums over needs that not everybody may see
 * would tell of them, so they are left out. A thing is the first one that the need's title names.
 */
const RECEIVED = `
  received AS (
    SELECT DISTINCT ON (r.delivery_id) r.delivery_id, r.quantity, r.received_on, c.supplier_id, c.unit, n.id AS need_id
    FROM receipt r JOIN delivery d ON d.id = r.delivery_id JOIN commitment c ON c.id = d.commitment_id
    JOIN post n ON n.id = c.need_id AND n.visibility = 'public'
    ORDER BY r.delivery_id, r.number DESC),
  counted AS (
    SELECT received.*, n.organisation_id, n.region, n.pack_size,
      (SELECT e ->> 'id' FROM jsonb_array_elements(n.concepts) WITH ORDINALITY AS t(e, at)
       ORDER BY (e ->> 'inTitle')::boolean AND e ->> 'role' = 'head' DESC, (e ->> 'inTitle')::boolean DESC, at LIMIT 1) AS concept
    FROM received JOIN post n ON n.id = received.need_id WHERE received.quantity > 0)`;

/* Both are made of the same rows, which PostgreSQL gathers once. */
const BOTH = `WITH ${RECEIVED}
  SELECT count(*)::int AS deliveries, count(DISTINCT organisation_id)::int AS receivers, count(DISTINCT supplier_id)::int AS suppliers,
    (SELECT COALESCE(json_agg(g), '[]') FROM (
       SELECT concept, region, to_char(received_on, 'YYYY-MM') AS month, unit, pack_size AS "packSize",
         sum(quantity)::text AS quantity, count(*)::int AS deliveries
       FROM counted GROUP BY 1, 2, 3, 4, 5) g) AS receipts
  FROM counted`;

export function impactQueries(dataSource: DataSource): ImpactQueries {
  return {
    async received() {
      const [row] = await dataSource.query<(Takers & Pick<Received, 'receipts'>)[]>(BOTH);
      const { receipts = [], ...takers } = row ?? { deliveries: 0, receivers: 0, suppliers: 0 };
      return { receipts, takers };
    },
  };
}
