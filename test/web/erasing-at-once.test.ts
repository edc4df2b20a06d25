import { startExchange, type TestExchange } from '../support/exchange.ts';
import { ROLES } from '../support/reader.ts';

/* Two who may not both go ask at the same moment: each has looked and seen the other before either is gone. */
let exchange: TestExchange;
beforeAll(async () => void (exchange = await startExchange({ seed: 'demo' })), 120_000);
afterAll(() => exchange.close());

interface Person {
  id: string;
  email: string;
}

const WAITING = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

/** The emails of those who are still there after all have asked at once. */
async function left(people: readonly Person[]): Promise<string[]> {
  const ids = people.map(({ id }) => id);
  const { asked } = await exchange.exchange.dataSource.transaction(async (manager) => {
    await manager.query(`SELECT FROM person WHERE id = ANY($1) ORDER BY id FOR UPDATE`, [ids]);
    const answers = people.map(({ email }) => exchange.exchange.operation.erasePerson(email));
    while ((await exchange.query(WAITING)).length < people.length) await new Promise((resolve) => setTimeout(resolve, 20));
    return { asked: Promise.allSettled(answers) };
  });
  const outcomes = await asked;
  const refused = people.filter((_, at) => outcomes[at]?.status === 'rejected').map(({ email }) => email);
  const rows = await exchange.query<{ email: string }>(`SELECT email FROM person WHERE id = ANY($1) ORDER BY email`, [ids]);
  expect(rows.map(({ email }) => email)).toEqual(refused.toSorted());
  for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'conflict' });
  return refused;
}

test('one of the last two administrators stays, with everything that would have closed', async () => {
  const alone = await exchange.query<Person & { organisation: string }>(
    `SELECT p.id, p.email, o.id AS organisation FROM membership m JOIN person p ON p.id = m.person_id JOIN organisation o ON o.id = m.organisation_id
     WHERE m.role = 'organisation-admin' AND o.kind <> 'office' AND p.office_role IS NULL
       AND NOT EXISTS (SELECT FROM membership x WHERE x.organisation_id = o.id AND x.person_id <> p.id)
       AND NOT EXISTS (SELECT FROM membership x WHERE x.person_id = p.id AND x.organisation_id <> o.id)
       AND EXISTS (SELECT FROM post WHERE organisation_id = o.id AND state = 'published') ORDER BY p.email LIMIT 2`);
  expect(alone).toHaveLength(2);
  const organisations = alone.map(({ organisation }) => organisation);
  await exchange.query(`UPDATE commitment SET state = 'lapsed' WHERE supplier_id = ANY($1) OR owner_id = ANY($1)`, [organisations]);
  await exchange.query(`UPDATE person SET office_role = CASE WHEN id = ANY($1) THEN 'administrator' END WHERE id = ANY($1) OR office_role = 'administrator'`,
    [alone.map(({ id }) => id)]);
  const board = (): Promise<object[]> =>
    exchange.query(`SELECT id, organisation_id AS organisation FROM post WHERE organisation_id = ANY($1) AND state = 'published' ORDER BY id`, [organisations]);
  const before = await board();
  const stay = await left(alone);
  expect(stay).toHaveLength(1);
  const kept = alone.find(({ email }) => email === stay[0])?.organisation;
  expect(await board()).toEqual(before.filter((post) => 'organisation' in post && post.organisation === kept));
  expect(await exchange.query(`SELECT membership FROM organisation WHERE id = $1`, [kept])).toEqual([{ membership: 'approved' }]);
});

test('one of the last two who look after an organisation with other people stays', async () => {
  const [editor] = await exchange.query<Person & { organisation: string }>(
    `SELECT p.id, p.email, m.organisation_id AS organisation FROM person p JOIN membership m ON m.person_id = p.id WHERE p.email = $1`, [ROLES.member]);
  const admins = await exchange.query<Person>(
    `SELECT id, email FROM person p WHERE office_role IS NULL AND NOT EXISTS (SELECT FROM membership WHERE person_id = p.id AND role = 'organisation-admin')
     AND id <> $1 ORDER BY email LIMIT 2`, [editor?.id]);
  await exchange.query(`UPDATE membership SET role = 'editor' WHERE organisation_id = $1`, [editor?.organisation]);
  for (const { id } of admins) {
    await exchange.query(
      `INSERT INTO membership (person_id, organisation_id, role, created_at) VALUES ($1, $2, 'organisation-admin', now())
       ON CONFLICT (person_id, organisation_id) DO UPDATE SET role = 'organisation-admin'`, [id, editor?.organisation]);
  }
  expect(await left(admins)).toHaveLength(1);
});
