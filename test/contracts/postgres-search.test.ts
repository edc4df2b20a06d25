import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/db/data-source.ts';
import { createPostgresSearch } from '../../src/search/postgres/index.ts';
import { freshDatabase } from '../support/database.ts';
import type { FreshDatabase } from '../support/database.ts';
import { analyser, asking, idOf, post } from './search-corpus.ts';
import { searchEngineContract } from './search-engine.ts';

let database: FreshDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await freshDatabase();
  dataSource = await createDataSource({ url: database.url }).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const engine = () => createPostgresSearch({ dataSource, analyser });
const empty = () => dataSource.query('TRUNCATE search_document, search_word');

describe('PostgreSQL search engine', () => {
  searchEngineContract(async () => {
    await empty();
    return { engine: engine(), settle: async () => undefined, close: async () => undefined };
  });

  describe('inside a transaction', () => {
    beforeEach(empty);

    test('a post is found exactly when it is committed', async () => {
      await dataSource.transaction(async (manager) => {
        await engine().put([post('a', { title: 'Fartuchy' })], manager);
        expect((await engine().search(asking({ text: 'fartuchy' }))).total).toBe(0);
      });
      expect((await engine().search(asking({ text: 'fartuchy' }))).ids).toEqual([idOf('a')]);
    });

    test('a rollback takes the post and its removal back', async () => {
      await engine().put([post('a', { title: 'Fartuchy' })]);
      const undone = dataSource.transaction(async (manager) => {
        await engine().remove([idOf('a')], manager);
        await engine().put([post('b', { title: 'Przyłbice' })], manager);
        throw new Error('changed our mind');
      });
      await expect(undone).rejects.toThrow('changed our mind');
      expect((await engine().search(asking({}))).ids).toEqual([idOf('a')]);
    });

    test('a transaction of something else is refused', async () => {
      await expect(engine().put([], {})).rejects.toThrow(TypeError);
      await expect(engine().remove([], {})).rejects.toThrow(TypeError);
    });

    test('two publications with the same new words do not wait for each other’s common words', async () => {
      await engine().put([post('a', { title: 'Fartuchy' })]);
      await dataSource.transaction(async (manager) => {
        await engine().put([post('b', { title: 'Fartuchy' })], manager);
        await engine().put([post('c', { title: 'Fartuchy' })]);
      });
      expect((await engine().search(asking({ text: 'fartuchy' }))).total).toBe(3);
    });
  });

  test('unused words are forgotten, used ones stay', async () => {
    await empty();
    await engine().put([post('a', { title: 'Fartuchy' }), post('b', { title: 'Przyłbice' })]);
    await engine().remove([idOf('a')]);
    expect(await engine().forgetUnusedWords()).toBe(1);
    const words = await dataSource.query<unknown>('SELECT shown, word FROM search_word');
    expect(words).toEqual([{ shown: 'przyłbice', word: 'przylbice' }]);
  });

  test('large results are estimated and still paged without gaps or repeats', async () => {
    await empty();
    const many = Array.from({ length: 24_000 }, (_, index) =>
      post(`large ${index}`, { title: 'Fartuchy', terms: index % 4 === 0 ? 'gift' : 'price' }));
    await engine().put(many);
    await dataSource.query('ANALYZE search_document');
    const seen = new Set<string>();
    for (let number = 1; number <= 24; number += 1) {
      const { ids, total, totalExact, facets } = await engine().search(
        asking({ text: 'fartuchy', page: { number, size: 1_000 } }),
      );
      expect([totalExact, facets.exact]).toEqual([false, false]);
      expect(Math.abs(total / 24_000 - 1)).toBeLessThan(0.15);
      expect(Math.abs((facets.terms[1]?.count ?? 0) / 6_000 - 1)).toBeLessThan(0.3);
      for (const id of ids) seen.add(id);
    }
    expect(seen.size).toBe(24_000);
  });

  test('an engine without a database is not healthy and does not throw', async () => {
    const { url } = database;
    const elsewhere = await createDataSource({ url }).initialize();
    await elsewhere.destroy();
    const health = await createPostgresSearch({ dataSource: elsewhere, analyser }).health();
    expect(health).toMatchObject({ ok: false, documents: null });
    expect(health.error).not.toBeNull();
  });
});
