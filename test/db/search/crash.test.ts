import { rmSync } from 'node:fs';
import { rebuildIndex } from '../../../src/search/rebuild.ts';
import { keepUp, reconcile } from '../../../src/search/sync.ts';
import { asking, idOf, post } from '../../contracts/search-corpus.ts';
import { describeWithOwnServer, programOnPath, somewhere, startProgram } from '../../support/meilisearch.ts';
import { searchSetting } from '../../support/search-setting.ts';

describeWithOwnServer('A search server that is killed', () => {
  test('loses nothing: PostgreSQL answers meanwhile, and what changed is told when it is back', async () => {
    const [program, place] = [programOnPath() ?? '', await somewhere()];
    let running = await startProgram(program, place);
    const setting = await searchSetting(running);
    try {
      const search = setting.standIn();
      await setting.publish(search, post('before', { title: 'Fartuchy' }));
      await rebuildIndex(setting.deps);
      await setting.publish(search, post('told', { title: 'Fartuchy' }));
      await keepUp(setting.deps);
      expect(await search.condition()).toMatchObject({ healthy: true });

      await running.stop();
      await setting.publish(search, post('meanwhile', { title: 'Fartuchy' }));
      await keepUp(setting.deps);
      const during = await search.search(asking({ text: 'fartuchy' }));
      expect([during.engine, during.total]).toEqual(['postgres', 3]);
      expect(await search.condition()).toMatchObject({ healthy: false, reason: 'down' });
      expect((await setting.sync.read()).waiting).toBe(1);

      running = await startProgram(program, place);
      await keepUp(setting.deps);
      const { ids } = await setting.direct.search(asking({ text: 'fartuchy' }));
      expect(ids.toSorted()).toEqual(['before', 'told', 'meanwhile'].map(idOf).toSorted());
      expect(await reconcile(setting.deps)).toMatchObject({ drift: 0, repaired: 0 });
      await new Promise((resolve) => setTimeout(resolve, 2_100));
      expect(await search.condition()).toMatchObject({ healthy: true, waiting: 0 });
      expect((await search.search(asking({ text: 'fartuchy' }))).engine).toBe('meilisearch');
    } finally {
      await setting.close();
      await running.stop();
      rmSync(place.folder, { recursive: true, force: true });
    }
  }, 60_000);
});
