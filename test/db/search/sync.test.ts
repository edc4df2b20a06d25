import type { SearchDocument } from '../../../src/search/port.ts';
import { rebuildIndex } from '../../../src/search/rebuild.ts';
import type { StandingIn } from '../../../src/search/standing-in.ts';
import { keepUp, reconcile, tellChanges } from '../../../src/search/sync.ts';
import { connect, done, dropIndex } from '../../../src/search/meilisearch/server.ts';
import { asking, idOf, post } from '../../contracts/search-corpus.ts';
import { describeWithServer } from '../../support/meilisearch.ts';
import { searchSetting, type SearchSetting } from '../../support/search-setting.ts';

describeWithServer('A search server is kept in step', () => {
  let setting: SearchSetting;
  let search: StandingIn;
  beforeEach(async () => {
    setting = await searchSetting();
    search = setting.standIn();
    await rebuildIndex(setting.deps);
  });
  afterEach(() => setting.close());

  const made = (name: string, version: number, title: string): SearchDocument => post(name, { title, version });
  const find = async (text: string): Promise<string[]> => (await setting.direct.search(asking({ text }))).ids;

  test('a publication, a change and a withdrawal reach it', async () => {
    await setting.publish(search, made('a', 1, 'Fartuchy'), made('b', 1, 'Fartuchy'));
    await tellChanges(setting.deps);
    expect((await find('fartuchy')).toSorted()).toEqual([idOf('a'), idOf('b')].toSorted());
    await setting.publish(search, made('a', 2, 'Przyłbice'));
    await setting.withdraw(search, idOf('b'));
    await tellChanges(setting.deps);
    expect([await find('fartuchy'), await find('przyłbice')]).toEqual([[], [idOf('a')]]);
    expect((await setting.sync.read()).waiting).toBe(0);
  });

  test('what is rolled back is not told', async () => {
    const undone = setting.sync.inTransaction(async (tx) => {
      await search.put([made('a', 1, 'Fartuchy')], tx);
      throw new Error('changed our mind');
    });
    await expect(undone).rejects.toThrow('changed our mind');
    expect((await setting.sync.read()).waiting).toBe(0);
  });

  test('changes of many posts leave one job each at most, and all are told at once', async () => {
    for (let round = 1; round <= 3; round += 1) {
      await setting.publish(search, made('a', round, `Fartuchy ${round}`));
      await setting.publish(search, made('b', round, `Fartuchy ${round}`));
    }
    const jobs = await setting.dataSource.query<unknown[]>(`SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'sync-search'`);
    expect(jobs).toHaveLength(2);
    setting.proxy.requests();
    await tellChanges(setting.deps);
    const all = setting.proxy.requests();
    await tellChanges(setting.deps);
    expect(setting.proxy.requests()).toBe(0);
    expect(all).toBeLessThan(20);
    expect(await find('fartuchy 3')).toHaveLength(2);
  });

  test('tellers at the same time do no harm, and a change during the telling is told too', async () => {
    await setting.publish(search, made('a', 1, 'Fartuchy'));
    await Promise.all([
      tellChanges(setting.deps), tellChanges(setting.deps),
      setting.publish(search, made('a', 2, 'Przyłbice')).then(() => tellChanges(setting.deps)),
    ]);
    expect([await find('fartuchy'), await find('przyłbice')]).toEqual([[], [idOf('a')]]);
  });

  test('a rebuild puts everything in place, with what changed meanwhile', async () => {
    await setting.publish(search, ...Array.from({ length: 35 }, (_, index) => made(`many ${index}`, 1, 'Fartuchy')));
    const seen: number[] = [];
    const meanwhile: Promise<void>[] = [];
    const { written, resumed } = await rebuildIndex(setting.deps, (count) => {
      seen.push(count);
      if (seen.length > 1) return;
      meanwhile.push(setting.publish(search, made('many 0', 2, 'Zawory')).then(() => setting.withdraw(search, idOf('many 1'))));
    });
    await Promise.all(meanwhile);
    await tellChanges(setting.deps);
    expect(resumed).toBe(false);
    expect(written).toBeGreaterThanOrEqual(34);
    expect(seen.length).toBeGreaterThan(2);
    expect(await find('zawory')).toEqual([idOf('many 0')]);
    expect((await setting.direct.health()).documents).toBe(34);
    expect(await reconcile(setting.deps)).toMatchObject({ drift: 0, repaired: 0 });
  });

  test('a rebuild that breaks off is gone on with, and the old index serves meanwhile', async () => {
    await setting.publish(search, ...Array.from({ length: 35 }, (_, index) => made(`many ${index}`, 1, 'Fartuchy')));
    await tellChanges(setting.deps);
    const broken = rebuildIndex(setting.deps, (count) => {
      if (count >= 20) throw new Error('killed');
    });
    await expect(broken).rejects.toThrow('killed');
    expect((await setting.direct.search(asking({ text: 'fartuchy' }))).total).toBe(35);
    await setting.publish(search, made('many 0', 2, 'Zawory'));
    const first: number[] = [];
    const result = await rebuildIndex(setting.deps, (count) => void first.push(count));
    expect(result).toEqual({ written: 15, resumed: true });
    expect((await setting.direct.health()).documents).toBe(35);
    expect(await find('zawory')).toEqual([idOf('many 0')]);
  });

  test('two rebuilds at once: the second is told so', async () => {
    const [one, two] = await Promise.allSettled([rebuildIndex(setting.deps), rebuildIndex(setting.deps)]);
    expect([one.status, two.status].toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('a check finds what is missing, too old, too new and too much, and puts it right', async () => {
    await setting.publish(search, ...['a', 'b', 'c', 'd'].map((name) => made(name, 3, 'Fartuchy')));
    await tellChanges(setting.deps);
    await setting.direct.remove([idOf('a'), idOf('b'), idOf('c')]);
    await setting.direct.put([made('b', 2, 'Stare'), made('c', 9, 'Nowe'), made('stray', 1, 'Obce')]);
    expect(await reconcile(setting.deps)).toEqual({ documents: 4, repaired: 4, drift: 0 });
    expect((await setting.sync.read()).drift).toBe(0);
    expect(await find('fartuchy')).toHaveLength(4);
    expect((await setting.direct.health()).documents).toBe(4);
  });

  test('a server that lost its index, or made one by itself, gets a new one', async () => {
    await setting.publish(search, made('a', 1, 'Fartuchy'));
    await tellChanges(setting.deps);
    const client = connect(setting.address);
    await dropIndex(client, setting.uid);
    expect(await search.condition()).toMatchObject({ healthy: false, reason: 'index' });
    await keepUp(setting.deps);
    expect(await find('fartuchy')).toEqual([idOf('a')]);
    await dropIndex(client, setting.uid);
    await done(client, client.index(setting.uid).addDocuments([{ id: 'x' }]));
    await keepUp(setting.deps);
    expect(await find('fartuchy')).toEqual([idOf('a')]);
    expect((await setting.direct.health()).documents).toBe(1);
  });

  test('an index made by another analyser is not asked and built anew', async () => {
    await setting.publish(search, made('a', 1, 'Fartuchy'));
    await setting.sync.write({ signature: 'of another release' });
    expect((await search.search(asking({ text: 'fartuchy' }))).engine).toBe('postgres');
    expect(await setting.standIn().condition()).toMatchObject({ healthy: false, reason: 'to-build' });
    await keepUp(setting.deps);
    expect(await setting.standIn().condition()).toMatchObject({ healthy: true, reason: null, waiting: 0 });
    expect(await find('fartuchy')).toEqual([idOf('a')]);
  });
});
