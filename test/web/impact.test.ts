import { impactQueries } from '../../src/features/impact/index.ts';
import { startExchange, type TestExchange } from '../support/exchange.ts';
import { readable, visitorOf } from '../support/reader.ts';
import { workOf } from '../support/work.ts';

let exchange: TestExchange;
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
}, 90_000);
afterAll(() => exchange.close());

const impact = () => impactQueries(exchange.exchange.dataSource);

interface Parcel {
  delivery_id: string;
  need_id: string;
  quantity: string;
}

/* Every delivery with its last receipt, put together here and not in SQL. */
async function parcels(): Promise<Parcel[]> {
  const rows = await exchange.query<Parcel & { visibility: string }>(
    `SELECT r.delivery_id, c.need_id, r.quantity, n.visibility FROM receipt r JOIN delivery d ON d.id = r.delivery_id
     JOIN commitment c ON c.id = d.commitment_id JOIN post n ON n.id = c.need_id ORDER BY r.number`);
  const last = new Map(rows.map((row) => [row.delivery_id, row]));
  return [...last.values()].filter(({ quantity, visibility }) => Number(quantity) > 0 && visibility === 'public');
}

const totalOf = async (): Promise<number> => (await impact().received()).receipts.reduce((total, { quantity }) => total + Number(quantity), 0);

test('the page tells what was received, in both languages', async () => {
  const { deliveries } = (await impact().received()).takers;
  expect(deliveries).toBe((await parcels()).length);
  expect(deliveries).toBeGreaterThan(0);
  for (const [lang, title] of [['pl', 'Co naprawdę dotarło'], ['en', 'What really arrived']] as const) {
    const page = await visitorOf(exchange, lang).get('/impact');
    expect(page.status).toBe(200);
    expect(page.text).toContain(title);
    expect(page.text).toContain('class="bar__received"');
  }
});

test('things, regions and months all tell amounts with their units', async () => {
  const { text } = await visitorOf(exchange).get('/impact');
  for (const id of ['things', 'regions', 'months']) {
    const [table = ''] = new RegExp(`<h2 id="${id}">[\\s\\S]*?</table>`).exec(text) ?? [];
    expect([id, table.includes('>Odebrano</th>')]).toEqual([id, true]);
    expect(readable(table)).toMatch(/\d szt\.(, \d+ kg)?/);
  }
});

test('receipts are gathered once for the whole page', async () => {
  const { statements } = await workOf(async () => expect((await visitorOf(exchange).get('/impact')).status).toBe(200));
  expect(statements.filter((sql) => sql.includes('FROM receipt'))).toHaveLength(1);
});

test('who gave and who got are counted once each', async () => {
  const of = new Set((await parcels()).map(({ need_id: id }) => id));
  const [expected] = await exchange.query(
    `SELECT count(DISTINCT n.organisation_id)::int AS receivers FROM post n WHERE n.id = ANY($1::uuid[])`, [[...of]]);
  expect((await impact().received()).takers).toMatchObject(expected ?? {});
});

test('sums are those of the last receipts', async () => {
  const expected = (await parcels()).reduce((total, { quantity }) => total + Number(quantity), 0);
  expect(await totalOf()).toBeCloseTo(expected, 3);
});

test('a correction replaces what it corrects', async () => {
  const [parcel] = await parcels();
  const before = await totalOf();
  await exchange.query(
    `INSERT INTO receipt (id, delivery_id, number, quantity, received_on, received_by, recorded_at)
     SELECT gen_random_uuid(), delivery_id, max(number) + 1, $2::numeric, max(received_on), 'Test', now() FROM receipt WHERE delivery_id = $1
     GROUP BY delivery_id`, [parcel?.delivery_id, Number(parcel?.quantity) + 7]);
  expect(await totalOf()).toBeCloseTo(before + 7, 3);
});

test('what not everybody may see is in no sum', async () => {
  const [parcel] = await parcels();
  const hidden = (await parcels()).filter(({ need_id: id }) => id === parcel?.need_id).length;
  const { deliveries } = (await impact().received()).takers;
  await exchange.query(`UPDATE post SET visibility = 'members' WHERE id = $1`, [parcel?.need_id]);
  expect((await impact().received()).takers.deliveries).toBe(deliveries - hidden);
});
