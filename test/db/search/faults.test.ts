import type { SearchResult } from '../../../src/search/port.ts';
import { rebuildIndex } from '../../../src/search/rebuild.ts';
import type { StandingIn } from '../../../src/search/standing-in.ts';
import type { StandInReason } from '../../../src/search/watch.ts';
import { keepUp, reconcile } from '../../../src/search/sync.ts';
import { asking, CORPUS, idOf, namesOf, post } from '../../contracts/search-corpus.ts';
import type { Fault } from '../../support/fault-proxy.ts';
import { describeWithServer } from '../../support/meilisearch.ts';
import { searchSetting, type SearchSetting } from '../../support/search-setting.ts';

const RECOVERS_WITHIN = 12_000;

describeWithServer('A search server that fails', () => {
  let setting: SearchSetting;
  let search: StandingIn;

  const ask = (text = 'przyłbice'): Promise<SearchResult> => search.search(asking({ text }));
  const until = async (engine: SearchResult['engine']): Promise<SearchResult> => {
    const end = performance.now() + RECOVERS_WITHIN;
    for (;;) {
      const found = await ask();
      if (found.engine === engine || performance.now() > end) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  beforeAll(async () => {
    setting = await searchSetting();
    search = setting.standIn();
    await setting.publish(search, ...CORPUS);
    await rebuildIndex(setting.deps);
  });
  beforeEach(() => setting.proxy.set('none'));
  afterAll(() => setting.close());

  const cases: [Fault, StandInReason[]][] = [
    ['down', ['down']],
    ['slow', ['slow']],
    ['half-open', ['slow']],
    ['page-502', ['foreign']],
    ['page-200', ['foreign']],
    ['wrong-key', ['key']],
    ['other-version', ['down', 'version']],
  ];

  test.each(cases)('%s: PostgreSQL answers instead, the office is told, users see nothing, and it passes', async (fault, reasons) => {
    expect((await until('meilisearch')).engine).toBe('meilisearch');
    setting.proxy.set(fault);
    for (let asked = 0; asked < 5; asked += 1) {
      const { engine, ids } = await ask();
      expect(engine).toBe('postgres');
      expect(namesOf(ids).toSorted()).toEqual(['film', 'shields', 'visors']);
    }
    // By now the breaker is open: nobody waits any more. The server is looked at now and then, and not asked by each search.
    setting.proxy.requests();
    for (let asked = 0; asked < 10; asked += 1) await ask();
    expect(setting.proxy.requests()).toBeLessThan(10);
    const condition = await search.condition();
    expect(condition).toMatchObject({ engine: 'meilisearch', healthy: false });
    expect(reasons).toContain(condition.reason);
    expect(condition.breakerOpenSince).toBeInstanceOf(Date);
    setting.proxy.set('none');
    expect((await until('meilisearch')).engine).toBe('meilisearch');
    expect(await search.condition()).toMatchObject({ healthy: true, reason: null, breakerOpenSince: null });
  }, 40_000);

  test('another version is told as such', async () => {
    setting.proxy.set('other-version');
    const fresh = setting.standIn();
    expect(await fresh.condition()).toMatchObject({ healthy: false, reason: 'version' });
    setting.proxy.set('none');
  });

  test('candidates are PostgreSQL’s while the server is away', async () => {
    setting.proxy.set('half-open');
    const found = await setting.standIn().candidates({
      kind: 'offer', keys: [], concepts: [{ id: 'face-shield', weight: 1 }], excludeOrganisationId: null, near: null, today: '2020-04-01',
    }, 10);
    expect(namesOf(found).toSorted()).toEqual(['film', 'shields', 'visors']);
    setting.proxy.set('none');
  });

  test.each(['failing-tasks', 'lost-tasks'] as const)('%s: the change is found in PostgreSQL, noted, and told later', async (fault) => {
    expect((await until('meilisearch')).engine).toBe('meilisearch');
    setting.proxy.set(fault);
    const late = post(`late ${fault}`, { title: `Generatory ozonu ${fault}` });
    await setting.publish(search, late);
    const telling = keepUp(setting.deps);
    if (fault === 'failing-tasks') {
      await telling;
      const { fault: noted, waiting } = await setting.sync.read();
      expect([noted, waiting]).toEqual([expect.stringContaining('no space left'), 1]);
    }
    await setting.dataSource.query(`UPDATE search_change SET since = since - interval '11 seconds' WHERE synced IS DISTINCT FROM change`);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const found = await ask('generatory ozonu');
    expect([found.engine, found.ids]).toEqual(['postgres', expect.arrayContaining([idOf(`late ${fault}`)])]);
    expect(await search.condition()).toMatchObject({ healthy: false, reason: 'behind', waiting: 1 });
    setting.proxy.set('none');
    if (fault === 'lost-tasks') {
      // The task of that number is another one on the real server, and long done.
      await telling;
    }
    await keepUp(setting.deps);
    const { fault: gone, waiting } = await setting.sync.read();
    expect(waiting).toBe(0);
    expect(gone).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await until('meilisearch')).engine).toBe('meilisearch');
    // A server that says a task is done that it never had is found out by the next check.
    expect(await reconcile(setting.deps)).toMatchObject({ drift: 0, repaired: fault === 'lost-tasks' ? 1 : 0 });
    expect(await setting.direct.held([late.id])).toHaveLength(1);
  }, 40_000);
});
