import { createRequire } from 'node:module';
import type { Pool } from 'pg';
import type prom from 'prom-client';
import type { Registry } from 'prom-client';
import type { SearchCondition } from '../search/watch.ts';
import { stateFigures, type StateFigures } from './state.queries.ts';

export interface MetricsDeps {
  pool: Pool;
  searchHealth(): Promise<SearchCondition>;
}

export interface Metrics {
  /** One answered request: the pattern of its route, never its address. */
  request(method: string, route: string, status: number, seconds: number): void;
  /** Everything in the Prometheus text format, and its content type. */
  text(): Promise<{ body: string; type: string }>;
}

/* Slow to load, and only who has a monitor needs it. */
const require = createRequire(import.meta.url);
const library = (): typeof prom => require('prom-client') as typeof prom;

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 10];

type Labels = Record<string, string | number>;

/** A gauge that is set anew at each scrape. */
function gauge(registry: Registry, name: string, help: string, labelNames: string[] = []) {
  const { Gauge } = library();
  const made = new Gauge({ name: `exchange_${name}`, help, labelNames, registers: [registry] });
  return (values: readonly [Labels, number][]): void => {
    made.reset();
    for (const [labels, value] of values) made.set(labels, value);
  };
}

const states = (counts: Record<string, number>, known: readonly string[], label: string): [Labels, number][] =>
  [...new Set([...known, ...Object.keys(counts)])].map((state) => [{ [label]: state }, counts[state] ?? 0]);

function gaugesOf(registry: Registry) {
  const make = (name: string, help: string, labels?: string[]) => gauge(registry, name, help, labels);
  const jobs = make('jobs', 'Background jobs that are not done', ['state']);
  const oldestJob = make('oldest_job_seconds', 'How long the oldest job that could run has waited');
  const mails = make('mails', 'Mails in the outbox and its history', ['state']);
  const oldestMail = make('oldest_mail_seconds', 'How long the oldest due mail has waited');
  const bounced = make('mails_bounced', 'Mails that came back');
  const failing = make('failing_addresses', 'Addresses nothing is sent to any more');
  const matches = make('matches', 'Matches that nobody has dismissed', ['verdict']);
  const posts = make('posts', 'Posts', ['kind', 'state']);
  const indexed = make('search_documents', 'Documents in the PostgreSQL search index');
  return (figures: StateFigures): void => {
    jobs(states(figures.jobs, ['waiting', 'running', 'failed', 'given-up'], 'state'));
    oldestJob([[{}, figures.oldestJob]]);
    mails(states(figures.mails, ['queued', 'sending', 'sent', 'dead', 'held'], 'state'));
    oldestMail([[{}, figures.oldestMail]]);
    bounced([[{}, figures.bounced]]);
    failing([[{}, figures.failingAddresses]]);
    matches(states(figures.matches, ['fits', 'maybe'], 'verdict'));
    posts(figures.posts.map(({ kind, state, count }) => [{ kind, state }, count]));
    indexed([[{}, figures.indexed]]);
  };
}

/** Figures for a monitor: requests, process, database connections, jobs, mails, matches, search. */
export function createMetrics({ pool, searchHealth }: MetricsDeps): Metrics {
  const { collectDefaultMetrics, Counter, Histogram, Registry } = library();
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'exchange_request_seconds', help: 'Answered requests by pattern of the route', labelNames: ['method', 'route', 'status'],
    buckets: SECONDS, registers: [registry],
  });
  const scrapeFailures = new Counter({
    name: 'exchange_scrape_failures_total', help: 'Scrapes without figures of the database', registers: [registry],
  });
  const up = gauge(registry, 'database_up', 'The database answered this scrape');
  const connections = gauge(registry, 'database_connections', 'Connections of the shared pool', ['state']);
  const search = gauge(registry, 'search_up', 'The search engine that should answer does', ['engine']);
  const drift = gauge(registry, 'search_drift', 'Posts that the search server still had wrong after the last check');
  const untold = gauge(registry, 'search_waiting', 'Changes that the search server has not been told of, at most 1000');
  const setFigures = gaugesOf(registry);

  /* What the search server has been told stands in the database: without it nothing is known, and nothing old is said. */
  async function searchFigures(): Promise<void> {
    for (const forget of [search, drift, untold]) forget([]);
    const condition = await searchHealth();
    search([[{ engine: condition.engine }, Number(condition.healthy)]]);
    drift(condition.drift === null ? [] : [[{}, condition.drift]]);
    untold([[{}, condition.waiting]]);
  }

  async function scrape(): Promise<void> {
    connections([[{ state: 'open' }, pool.totalCount], [{ state: 'idle' }, pool.idleCount], [{ state: 'asked-for' }, pool.waitingCount]]);
    try {
      await searchFigures();
      setFigures(await stateFigures(pool));
      up([[{}, 1]]);
    } catch {
      scrapeFailures.inc();
      up([[{}, 0]]);
    }
  }
  return {
    request: (method, route, status, seconds) => requests.observe({ method, route, status }, seconds),
    async text() {
      await scrape();
      return { body: await registry.metrics(), type: registry.contentType };
    },
  };
}
