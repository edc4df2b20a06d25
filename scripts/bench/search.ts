import { readdirSync, readFileSync } from 'node:fs';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/db/data-source.ts';
import { migrate } from '../../src/db/migrate.ts';
import { candidateQuery } from '../../src/features/matches/candidates.ts';
import { buildKnowledge, idfOf } from '../../src/features/matches/knowledge.ts';
import { postDocument, type Post, type PostKind } from '../../src/features/posts/index.ts';
import { today, type LocalDate } from '../../src/kernel/dates.ts';
import { createMeilisearch } from '../../src/search/meilisearch/index.ts';
import { connect } from '../../src/search/meilisearch/server.ts';
import type { CandidateQuery, SearchDocument, SearchEngine, SearchQuery } from '../../src/search/port.ts';
import { createPostgresSearch } from '../../src/search/postgres/index.ts';
import { searchServerOrigin, startOwnServer } from '../../test/support/meilisearch.ts';
import { freshDatabase } from '../support/database.ts';
import { quantile } from '../support/figures.ts';
import { randomFrom, type Random } from '../support/random.ts';
import { posts, type Owner, type Source } from './corpus.ts';
import { fitPostOf } from './pure.ts';
import type { Row } from './row.ts';

const SEED = 42;
const PAGE = 1_000;
const SEARCHES = 600;
const CANDIDATES = 200;
const WARM_UP = 50;
const NEEDED = { search: '≤ 50', candidates: '≤ 60' } as const;

/** An engine with an empty index, and what it weighs. */
interface Subject {
  engine: SearchEngine;
  /** Bytes on disk, and in memory; null where the system does not tell. */
  weight(): Promise<{ disk: number; memory: number | null }>;
  close(): Promise<void>;
}

/* What the process shares with others counts in part; of PostgreSQL all processes of the cluster. */
function memoryOf(pids: readonly number[]): number | null {
  try {
    return pids.reduce((sum, pid) => sum + Number(/^Pss: +(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) * 1_024, 0);
  } catch {
    return null;
  }
}

const parentOf = (pid: string): number => Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? 0);

async function clusterOf(dataSource: DataSource): Promise<number[]> {
  const [row] = await dataSource.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
  const main = parentOf(String(row?.pid));
  const children = readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && parentOf(name) === main;
    } catch {
      return false;
    }
  });
  return [main, ...children.map(Number)];
}

async function postgres(source: Source): Promise<Subject> {
  const database = await freshDatabase({ careless: false, server: process.env['DATABASE_URL'] });
  await migrate(database.url);
  const dataSource = await createDataSource({ url: database.url }).initialize();
  return {
    engine: createPostgresSearch({ dataSource, analyser: source.analyser }),
    async weight() {
      const [row] = await dataSource.query<{ bytes: number }[]>(
        `SELECT (pg_total_relation_size('search_document') + pg_total_relation_size('search_word'))::float8 AS bytes`);
      const memory = await clusterOf(dataSource).then(memoryOf, () => null);
      return { disk: row?.bytes ?? 0, memory };
    },
    async close() {
      await dataSource.destroy();
      await database.stop();
    },
  };
}

async function meilisearch(source: Source): Promise<Subject> {
  const server = await startOwnServer();
  const engine = createMeilisearch({ address: server.address, analyser: source.analyser, deadline: 60_000 });
  await engine.prepare();
  return {
    engine,
    async weight() {
      const { usedDatabaseSize, databaseSize } = (await connect(server.address).getStats()) as { usedDatabaseSize?: number; databaseSize: number };
      return { disk: usedDatabaseSize ?? databaseSize, memory: memoryOf([server.pid]) };
    },
    async close() {
      await server.stop();
    },
  };
}

/* What people type: names of things, several words, the beginnings of words, slips, nothing; with and without filters. */
function queries({ vocabulary, towns }: Source, day: string): SearchQuery[] {
  const random = randomFrom(SEED);
  const typed = (): string => {
    const phrase = random.pick(random.pick(vocabulary)[random.next() < 0.8 ? 'pl' : 'en']);
    const turn = random.next();
    if (turn < 0.1) return '';
    if (turn < 0.25) return phrase.slice(0, Math.max(3, phrase.length - 2));
    if (turn < 0.35) return slipped(random, phrase);
    return turn < 0.6 ? `${phrase} ${random.pick(['pilnie', 'dostawa', 'seria', 'nowe'])}` : phrase;
  };
  return Array.from({ length: SEARCHES }, (): SearchQuery => {
    const place = random.pick(towns);
    return {
      text: typed(), language: 'pl', kind: random.next() < 0.4 ? random.pick(['need', 'offer'] as const) : null,
      concepts: [], regions: random.next() < 0.2 ? [place.region] : [], terms: [], urgent: random.next() < 0.05, includeCovered: false,
      near: random.next() < 0.3 ? { lat: place.lat, lng: place.lng, radiusKm: random.next() < 0.5 ? 100 : null } : null,
      sort: random.pick(['relevance', 'relevance', 'relevance', 'newest', 'nearest'] as const),
      page: { number: 1, size: 20 }, scope: { member: true, organisationId: null }, today: day,
    };
  });
}

function slipped(random: Random, word: string): string {
  const at = 1 + random.below(Math.max(1, word.length - 2));
  return word.slice(0, at) + word.slice(at + 1);
}

function candidateQueries(source: Source, made: readonly Post[], day: LocalDate): CandidateQuery[] {
  const knowledge = buildKnowledge(source.vocabulary, source.analyser, idfOf(made.slice(0, 10_000).map(({ textKeys }) => textKeys)));
  return made.slice(0, CANDIDATES).map((post) => ({ ...candidateQuery(fitPostOf(post), knowledge, day), excludeOrganisationId: null }));
}

async function timed<T>(asked: readonly T[], ask: (one: T) => Promise<unknown>): Promise<number[]> {
  for (const one of asked.slice(0, WARM_UP)) await ask(one);
  const taken: number[] = [];
  for (const one of asked) {
    const started = performance.now();
    await ask(one);
    taken.push(performance.now() - started);
  }
  return taken;
}

function owners({ towns }: Source): Record<PostKind, Owner[]> {
  const of = (digit: string): Owner[] => towns.slice(0, 900).map((town, at) => ({
    organisationId: `${digit}0000000-0000-4000-8000-${String(at).padStart(12, '0')}`, authorId: '', town,
  }));
  return { need: of('1'), offer: of('2') };
}

async function* documents(source: Source, made: readonly Post[]): AsyncGenerator<SearchDocument[]> {
  for (let start = 0; start < made.length; start += PAGE) {
    yield made.slice(start, start + PAGE).map((post) => postDocument(post, [], false, source.analyser));
  }
}

async function measured(subject: Subject, source: Source, made: readonly Post[], name: string): Promise<Row[]> {
  const day = today(new Date());
  const started = performance.now();
  await subject.engine.rebuild(documents(source, made));
  const seconds = (performance.now() - started) / 1_000;
  const searches = await timed(queries(source, day), (query) => subject.engine.search(query));
  const candidates = await timed(candidateQueries(source, made, day), (query) => subject.engine.candidates(query, 2_000));
  const { disk, memory } = await subject.weight();
  const row = (what: string, value: number, unit: string, target: string | null = null): Row =>
    ({ name: `${name}: ${what}`, value: Number(value.toFixed(1)), unit, target });
  return [
    row('index built', seconds, 's'),
    row('index on disk', disk / 1e6, 'MB'),
    ...(memory === null ? [] : [row('memory', memory / 1e6, 'MB')]),
    row('search with facets, p50', quantile(searches, 0.5), 'ms'),
    row('search with facets, p99', quantile(searches, 0.99), 'ms', NEEDED.search),
    row('candidates, p50', quantile(candidates, 0.5), 'ms'),
    row('candidates, p99', quantile(candidates, 0.99), 'ms', NEEDED.candidates),
  ];
}

/** Both engines, one after the other, with so many invented posts of real towns; the server only where there is its program. */
export async function searchEngines(source: Source, sizes: readonly number[]): Promise<Row[]> {
  const rows: Row[] = [];
  const origin = searchServerOrigin();
  const engines = { postgres, ...(origin !== null && 'program' in origin ? { meilisearch } : {}) };
  if (!('meilisearch' in engines)) console.warn('NOT MEASURED: meilisearch: put the program meilisearch on the PATH');
  for (const size of sizes) {
    const made = posts(source, size, owners(source), SEED, new Date());
    for (const [name, open] of Object.entries(engines)) {
      const subject = await open(source);
      try {
        rows.push(...(await measured(subject, source, made, `${name}, ${size / 1_000} k`)));
      } finally {
        await subject.close();
      }
    }
  }
  return rows;
}
