import type { Logger } from 'pino';
import { systemClock, type Clock } from '../kernel/clock.ts';
import { answered, failed, isClosed, isDue, trying, unproven, well } from './breaker.ts';
import type { Breaker } from './breaker.ts';
import { faultOf } from './fault.ts';
import type { FaultKind } from './fault.ts';
import type { EngineName } from './port.ts';
import type { ServerEngine } from './server-engine.ts';
import type { IndexRow } from './sync.repository.ts';

/** Why the server is not asked: a fault of its own, an index to be built, or one that has fallen behind the posts. */
export type StandInReason = FaultKind | 'to-build' | 'behind';

/** How search is, for the office and the monitor. */
export interface SearchCondition {
  /** The engine that should answer. */
  engine: EngineName;
  /** False: the other one stands in. */
  healthy: boolean;
  reason: StandInReason | null;
  /** Since when the server has not been asked because of a fault of its own, as this process saw it. */
  breakerOpenSince: Date | null;
  /** Posts that the index had wrong after the last check; null before the first. */
  drift: number | null;
  checkedAt: Date | null;
  /** Changes that the index has not been told of, counted up to a thousand. */
  waiting: number;
}

/** The state of the index is asked for at most so often, in milliseconds. */
const READ_EVERY = 1_000;
/** A change that waits longer, in seconds, means that the index cannot be trusted. */
const BEHIND_AFTER = 10;
/** Without a check for so long, in seconds, nobody knows what the index holds. */
const TRUSTED_FOR = 2_700;

/** Why the index itself cannot be trusted; null: it can. */
export function mistrust(row: IndexRow, signature: string): 'to-build' | 'behind' | null {
  if (row.signature !== signature) return 'to-build';
  return row.waitingFor > BEHIND_AFTER || row.checkedAgo === null || row.checkedAgo > TRUSTED_FOR ? 'behind' : null;
}

export interface WatchOptions {
  server: ServerEngine;
  /** What is known of its index. */
  read: () => Promise<IndexRow>;
  log: Logger;
  clock?: Clock;
}

/** Watches over a server: asks it while it is well and its index can be trusted, and looks at it again when it was not. */
export interface Watch {
  /** The answer to a question; null: it was not asked, or it failed. */
  asked<T>(question: () => Promise<T>): Promise<T | null>;
  condition(): Promise<SearchCondition>;
}

export function createWatch({ server, read, log, clock = systemClock }: WatchOptions): Watch {
  const milliseconds = (): number => clock.now().getTime();
  let breaker: Breaker = unproven;
  let index: { row: IndexRow; at: number } | null = null;

  const indexRow = async (): Promise<IndexRow> => {
    if (index === null || milliseconds() - index.at >= READ_EVERY) index = { row: await read(), at: milliseconds() };
    return index.row;
  };
  const note = (error: unknown): void => {
    const { kind, message } = faultOf(error);
    const wasClosed = isClosed(breaker);
    breaker = failed(breaker, kind, milliseconds());
    if (wasClosed && !isClosed(breaker)) log.warn({ fault: kind, err: message }, 'search goes on in PostgreSQL: the search server failed');
    else log.debug({ fault: kind, err: message }, 'the search server failed');
  };
  const look = async (): Promise<void> => {
    if (!isDue(breaker, milliseconds())) return;
    const { openSince } = breaker;
    breaker = trying(breaker);
    try {
      await server.check();
      breaker = well();
      if (openSince !== null) log.info('the search server is well again');
    } catch (error) {
      note(error);
    }
  };
  return {
    async asked(question) {
      // Nobody waits for the look: PostgreSQL answers meanwhile.
      void look();
      if (!isClosed(breaker) || mistrust(await indexRow(), server.signature) !== null) return null;
      try {
        const answer = await question();
        breaker = answered(breaker);
        return answer;
      } catch (error) {
        note(error);
        return null;
      }
    },
    async condition() {
      await look();
      return conditionOf(breaker, await indexRow(), server.signature);
    },
  };
}

function conditionOf({ state, fault, openSince }: Breaker, row: IndexRow, signature: string): SearchCondition {
  const reason = state === 'closed' ? mistrust(row, signature) : fault;
  return {
    engine: 'meilisearch', healthy: state === 'closed' && reason === null, reason,
    breakerOpenSince: openSince === null ? null : new Date(openSince), drift: row.drift, checkedAt: row.checkedAt, waiting: row.waiting,
  };
}
