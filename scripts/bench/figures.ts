import { createDataSource } from '../../src/db/data-source.ts';
import { schemas } from '../../src/compose.ts';
import { figureQueries, type FigureQueries } from '../../src/features/commitments/index.ts';
import { freshDatabase } from '../support/database.ts';
import { median } from '../support/figures.ts';
import { randomFrom } from '../support/random.ts';
import type { Source } from './corpus.ts';
import { fill } from './fill.ts';
import type { Row } from './row.ts';

const POSTS = 20_000;
const COMMITMENTS = 30_000;
/** Commitments of the need that has most of them. */
const CROWD = 500;
/** Needs that are much asked about, and commitments of each. */
const BUSY = { needs: 40, commitments: 15 } as const;
const ROUNDS = 300;
const PAGE = 20;
const SEED = 11;

type Manager = ReturnType<typeof createDataSource>['manager'];

/* A tenth proposed, the rest in every state of a commitment's life, so that all of the sums have something to add. */
const STATES = [
  'proposed',
  'accepted',
  'in-production',
  'partly-sent',
  'sent',
  'sent',
  'completed',
  'completed',
  'failed',
  'declined',
];
const PROMISE = `
  INSERT INTO commitment (id, need_id, supplier_id, owner_id, quantity, unit, promised_by, terms, state, supplier_yes, owner_yes, created_at, updated_at)
  SELECT gen_random_uuid(), n.id, made.firm, n.organisation_id, 10 + k % 90, n.unit, current_date + 7,
    '{"kind":"gift","proof":null,"handover":"delivery"}', made.state, true, true, now(), now()
  FROM unnest($1::uuid[], $2::uuid[], $3::text[]) WITH ORDINALITY AS made(need, firm, state, k) JOIN post n ON n.id = made.need`;
const SEND = `
  INSERT INTO delivery (id, commitment_id, number, sent, sent_on, handover, created_at)
  SELECT gen_random_uuid(), c.id, part, c.quantity / 2, current_date, 'delivery', now() FROM commitment c, generate_series(1, 2) part
  WHERE c.state IN ('sent','completed') OR (c.state IN ('partly-sent','failed') AND part = 1)`;
const RECEIVE = `
  INSERT INTO receipt (id, delivery_id, number, quantity, received_on, received_by, recorded_at)
  SELECT gen_random_uuid(), d.id, nr, d.sent - 1, current_date, 'Bench', now()
  FROM delivery d JOIN commitment c ON c.id = d.commitment_id, generate_series(1, 2) nr
  WHERE c.state IN ('completed','failed') OR (c.state = 'sent' AND d.number = 1)`;

async function promise(manager: Manager): Promise<void> {
  const idsOf = async (sql: string): Promise<string[]> =>
    (await manager.query<{ id: string }[]>(sql)).map(({ id }) => id);
  const [first = '', ...needs] = await idsOf(
    `SELECT id FROM post WHERE kind = 'need' AND state = 'published' ORDER BY id`,
  );
  const firms = await idsOf(`SELECT id FROM organisation WHERE kind = 'firm' ORDER BY id`);
  const random = randomFrom(SEED);
  const busy = needs.splice(0, BUSY.needs);
  const needOf = (at: number): string => {
    if (at < CROWD) return first;
    return at < CROWD + BUSY.needs * BUSY.commitments ? (busy[at % BUSY.needs] ?? first) : random.pick(needs);
  };
  const made = Array.from({ length: COMMITMENTS }, (_, at) => ({
    need: needOf(at),
    firm: random.pick(firms),
    state: random.pick(STATES),
  }));
  await manager.query(PROMISE, [
    made.map(({ need }) => need),
    made.map(({ firm }) => firm),
    made.map(({ state }) => state),
  ]);
  for (const statement of [SEND, RECEIVE]) await manager.query(statement);
  await manager.query('ANALYZE');
}

async function timed({ needFigures }: FigureQueries, pageOf: () => readonly string[]): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const ids = pageOf();
    const start = performance.now();
    const found = await needFigures(ids);
    times.push(performance.now() - start);
    if (found.size !== ids.length) throw new Error('a need has no figures');
  }
  return Number(median(times).toFixed(2));
}

/** Figures of needs as the board and a post's page ask for them: one query over every commitment, delivery and receipt. */
export async function figures(source: Source): Promise<Row[]> {
  const database = await freshDatabase({ careless: true, server: process.env['DATABASE_URL'] });
  try {
    await fill(database.url, source, POSTS);
    const dataSource = await createDataSource({ url: database.url, schemas, poolSize: 2 }).initialize();
    try {
      await promise(dataSource.manager);
      const needs = await dataSource.query<{ id: string; n: number }[]>(
        `SELECT need_id AS id, count(*)::int AS n FROM commitment GROUP BY need_id ORDER BY n DESC`,
      );
      const [crowded, ...others] = needs;
      const busy = others.splice(0, BUSY.needs);
      if (crowded?.n !== CROWD || busy.at(-1)?.n !== BUSY.commitments)
        throw new Error('the commitments are not spread as they should be');
      const random = randomFrom(SEED);
      const queries = figureQueries(dataSource);
      const pageOf = (list: typeof needs) => () => [
        ...new Set(Array.from({ length: PAGE }, () => random.pick(list).id)),
      ];
      const row = async (name: string, ids: () => readonly string[], target: string | null): Promise<Row> => ({
        name,
        value: await timed(queries, ids),
        unit: 'ms',
        target,
      });
      return [
        await row(`figures of ${PAGE} needs, p50`, pageOf(others), '≤ 3'),
        await row(`figures of ${PAGE} busy needs, p50`, pageOf(busy), null),
        await row(`figures of a need with ${CROWD}, p50`, () => [crowded.id], '≤ 10'),
      ];
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await database.stop();
  }
}
