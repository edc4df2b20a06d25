import { randomUUID } from 'node:crypto';
import { readRecord } from '../../src/db/read-record.ts';
import { OrganisationSchema } from '../../src/features/organisations/index.ts';
import { PostSchema } from '../../src/features/posts/index.ts';
import { startExchange, type TestExchange } from '../support/exchange.ts';

let demo: TestExchange;

beforeAll(async () => {
  demo = await startExchange({ seed: 'demo' });
});

afterAll(() => demo.close());

test('a page reads every post just as a command does', async () => {
  const { dataSource } = demo.exchange;
  const posts = await dataSource.manager.find(PostSchema);
  expect(posts.length).toBeGreaterThan(80);
  for (const post of posts) expect(await readRecord(dataSource, PostSchema, post.id)).toEqual({ ...post });
});

test('records of another kind too', async () => {
  const { dataSource } = demo.exchange;
  const [firm] = await dataSource.manager.find(OrganisationSchema, { take: 1 });
  expect(await readRecord(dataSource, OrganisationSchema, firm?.id ?? '')).toEqual({ ...firm });
});

test('what is not there is null', async () => {
  expect(await readRecord(demo.exchange.dataSource, PostSchema, randomUUID())).toBeNull();
});
