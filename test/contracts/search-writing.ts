import type { SearchDocument, SearchEngine } from '../../src/search/port.ts';
import { asking, idOf, post } from './search-corpus.ts';
import type { Draft } from './search-corpus.ts';
import type { EngineUnderTest } from './engine-under-test.ts';

/** Writing, in the orders in which the world writes. Every test has an index of its own. */
export function writingContract(open: () => Promise<EngineUnderTest>): void {
  describe('writing', () => {
    let subject: EngineUnderTest;
    let engine: SearchEngine;
    beforeEach(async () => {
      subject = await open();
      engine = subject.engine;
    });
    afterEach(() => subject.close());

    const made = (name: string, version: number, title: string, draft: Partial<Draft> = {}): SearchDocument =>
      post(name, { ...draft, title, version });
    const put = async (...documents: SearchDocument[]): Promise<void> => {
      await engine.put(documents);
      await subject.settle();
    };
    const remove = async (...names: string[]): Promise<void> => {
      await engine.remove(names.map(idOf));
      await subject.settle();
    };
    const find = async (text: string): Promise<string[]> => (await engine.search(asking({ text }))).ids;

    test('a change replaces what was there', async () => {
      await put(made('a', 1, 'Fartuchy'));
      await put(made('a', 2, 'Przyłbice'));
      expect(await find('fartuchy')).toEqual([]);
      expect(await find('przyłbice')).toEqual([idOf('a')]);
    });
    test('an older version changes nothing', async () => {
      await put(made('a', 3, 'Przyłbice'));
      await put(made('a', 2, 'Fartuchy'));
      expect(await find('przyłbice')).toEqual([idOf('a')]);
      expect(await find('fartuchy')).toEqual([]);
    });
    test('the same version may come again with other keys', async () => {
      await put(made('a', 1, 'Fartuchy'));
      await put(made('a', 1, 'Przyłbice'));
      expect(await find('przyłbice')).toEqual([idOf('a')]);
    });
    test('of several versions in one batch the newest counts', async () => {
      await put(made('a', 2, 'Przyłbice'), made('a', 3, 'Zawory'), made('a', 1, 'Fartuchy'));
      expect(await find('zawory')).toEqual([idOf('a')]);
      expect((await engine.search(asking({}))).total).toBe(1);
    });
    test('removing hides, again and again', async () => {
      await put(made('a', 1, 'Fartuchy'), made('b', 1, 'Fartuchy'));
      await remove('a');
      await remove('a', 'never there');
      expect(await find('fartuchy')).toEqual([idOf('b')]);
      expect((await engine.search(asking({}))).facets.kinds).toEqual([{ value: 'offer', count: 1 }]);
    });
    test('what was removed can come back', async () => {
      await put(made('a', 1, 'Fartuchy'));
      await remove('a');
      await put(made('a', 2, 'Fartuchy'));
      expect(await find('fartuchy')).toEqual([idOf('a')]);
    });
    test('a word that nobody uses any more is no suggestion', async () => {
      await put(made('a', 1, 'Nebulizatory'));
      await remove('a');
      expect((await engine.search(asking({ text: 'nebulizatroy' }))).didYouMean).toBeNull();
    });
    test('nothing is no error', async () => {
      await engine.put([]);
      await engine.remove([]);
      await subject.settle();
      expect((await engine.search(asking({}))).total).toBe(0);
    });
    test('many at once', async () => {
      await put(...Array.from({ length: 1_203 }, (_, index) => made(`many ${index}`, 1, 'Fartuchy')));
      const { total, ids } = await engine.search(asking({ text: 'fartuchy', page: { number: 61, size: 20 } }));
      expect([total, ids.length]).toEqual([1_203, 3]);
    });
    test('odd texts', async () => {
      const odd = "d'Arc \\ 'a':1A,2B & | ! <-> \0 \ud800 😀 %_ $1 -- ; " + 'x'.repeat(5_000);
      const concepts = [{ id: "o'c\\", role: 'head' as const }];
      await put(made('a', 1, odd, { description: odd.repeat(3), region: "o'region", concepts }));
      expect(await find("d'Arc")).toEqual([idOf('a')]);
      expect((await engine.search(asking({ concepts: ["o'c\\"], regions: ["o'region"] }))).total).toBe(1);
    });
    test('a text of tens of thousands of words', async () => {
      const description = Array.from({ length: 30_000 }, (_, index) => `słowo${index % 7_000}`).join(' ');
      await put(made('a', 1, 'Fartuchy', { description }));
      expect(await find('fartuchy słowo6999')).toEqual([idOf('a')]);
    });
    test('writers at the same time neither lose nor block each other', async () => {
      const documents = Array.from({ length: 60 }, (_, index) => made(`together ${index}`, 1, `Fartuchy nr ${index}`));
      const turned = [0, 15, 30, 45].map((by) => [...documents.slice(by), ...documents.slice(0, by)]);
      await Promise.all(turned.map((some) => engine.put(some)));
      await subject.settle();
      expect((await engine.search(asking({ text: 'fartuchy' }))).total).toBe(60);
    });

    async function* pages(...documents: SearchDocument[]): AsyncGenerator<SearchDocument[]> {
      for (const document of documents) yield [document];
    }

    test('a rebuild leaves exactly what the source has', async () => {
      await put(made('gone', 1, 'Fartuchy'), made('stays', 1, 'Fartuchy'));
      const progress: number[] = [];
      const source = pages(made('stays', 1, 'Przyłbice'), made('new', 1, 'Przyłbice'));
      expect(await engine.rebuild(source, (written) => progress.push(written))).toBe(2);
      await subject.settle();
      expect(await find('fartuchy')).toEqual([]);
      expect((await find('przyłbice')).toSorted()).toEqual([idOf('new'), idOf('stays')].toSorted());
      expect(progress).toEqual([1, 2]);
    });
    test('a rebuild keeps what is written meanwhile', async () => {
      await put(made('changed', 1, 'Fartuchy'), made('withdrawn', 1, 'Fartuchy'), made('read late', 1, 'Fartuchy'));
      async function* source(): AsyncGenerator<SearchDocument[]> {
        const read = [made('changed', 1, 'Fartuchy'), made('withdrawn', 1, 'Fartuchy')];
        await put(made('changed', 2, 'Przyłbice'), made('published', 1, 'Przyłbice'), made('read late', 2, 'Zawory'));
        await remove('withdrawn');
        yield read;
      }
      await engine.rebuild(source());
      await subject.settle();
      expect(await find('fartuchy')).toEqual([]);
      expect((await find('przyłbice')).toSorted()).toEqual([idOf('changed'), idOf('published')].toSorted());
      expect(await find('zawory')).toEqual([idOf('read late')]);
    });
    test('a rebuild that breaks off loses nothing and can be done again', async () => {
      await put(made('a', 1, 'Fartuchy'), made('b', 1, 'Fartuchy'));
      async function* broken(): AsyncGenerator<SearchDocument[]> {
        yield [made('a', 1, 'Przyłbice')];
        throw new Error('lost the connection');
      }
      await expect(engine.rebuild(broken())).rejects.toThrow('lost the connection');
      await subject.settle();
      expect((await engine.search(asking({}))).total).toBe(2);
      await engine.rebuild(pages(made('a', 1, 'Przyłbice')));
      await subject.settle();
      expect((await engine.search(asking({}))).ids).toEqual([idOf('a')]);
    });
    test('health counts the documents', async () => {
      await put(made('a', 1, 'Fartuchy'), made('b', 1, 'Fartuchy'));
      expect(await engine.health()).toEqual({ ok: true, documents: 2, error: null });
    });
  });
}
