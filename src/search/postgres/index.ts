import type { DataSource } from 'typeorm';
import type { Analyser } from '../../text/types.ts';
import { climb } from '../ladder.ts';
import type { SearchEngine, SearchHealth } from '../port.ts';
import type { Run } from './bindings.ts';
import { candidates } from './candidates.ts';
import { rarityIn } from './rarity.ts';
import { rebuild } from './rebuild.ts';
import { askedOf } from './search.ts';
import { forgetUnusedWords, managerOf, putAll, removeAll } from './write.ts';

/** The PostgreSQL engine has one duty more than the port: its list of words for the spelling corrector. */
export interface PostgresSearch extends SearchEngine {
  /** For the daily upkeep: forgets words that only removed or changed posts had. Returns how many. */
  forgetUnusedWords(): Promise<number>;
}

/** The engine that needs nothing installed: tables of its own beside the posts, written in their transactions. */
export function createPostgresSearch(options: { dataSource: DataSource; analyser: Analyser }): PostgresSearch {
  const { dataSource, analyser } = options;
  const run: Run = (statement, values) => dataSource.query(statement, [...values]);
  const rarity = rarityIn(run);
  const asked = askedOf(run, rarity);
  return {
    name: 'postgres',
    async put(documents, tx) {
      if (tx) await putAll(managerOf(tx), documents);
      else await dataSource.transaction((manager) => putAll(manager, documents));
    },
    async remove(ids, tx) {
      if (tx) await removeAll(managerOf(tx), ids);
      else await dataSource.transaction((manager) => removeAll(manager, ids));
    },
    search: (query) => climb(asked, analyser, query),
    candidates: (query, limit) => candidates(run, rarity, query, limit),
    rebuild: (source, onProgress = () => undefined) => rebuild(dataSource, source, onProgress),
    health: () => healthOf(run),
    forgetUnusedWords: () => forgetUnusedWords(dataSource.manager),
  };
}

async function healthOf(run: Run): Promise<SearchHealth> {
  try {
    const [row] = await run<{ documents: number }>('SELECT count(*)::int AS documents FROM search_document', []);
    return { ok: true, documents: row?.documents ?? 0, error: null };
  } catch (error) {
    return { ok: false, documents: null, error: error instanceof Error ? error.message : String(error) };
  }
}
