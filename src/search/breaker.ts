import type { FaultKind } from './fault.ts';

/**
 * Whether a search server is asked. `closed`: it is. `open`: it is not, until `retryAt`. `trying`: one look at it is
 * under way. It begins open, since a server is asked only after it has shown that it is the right one.
 */
export interface Breaker {
  readonly state: 'closed' | 'open' | 'trying';
  /** Faults in a row while closed. */
  readonly faults: number;
  /** Milliseconds since which it has not been asked because of a fault; null while closed and at the start. */
  readonly openSince: number | null;
  readonly retryAt: number;
  /** How long it stays open the next time. */
  readonly pause: number;
  readonly fault: FaultKind | null;
}

/** One slow answer may be chance; so many in a row are not. */
const FAULTS_IN_A_ROW = 3;
const BY_CHANCE: ReadonlySet<FaultKind> = new Set(['slow', 'answer']);
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

export const unproven: Breaker = {
  state: 'open', faults: 0, openSince: null, retryAt: 0, pause: FIRST_PAUSE, fault: null,
};

/** True when the server may be asked. */
export const isClosed = ({ state }: Breaker): boolean => state === 'closed';

/** True when it is time to look whether the server is well again. */
export const isDue = ({ state, retryAt }: Breaker, now: number): boolean => state === 'open' && now >= retryAt;

/** A look has begun; nobody else looks meanwhile. */
export const trying = (breaker: Breaker): Breaker => ({ ...breaker, state: 'trying' });

/** It answered as it should. An answer that comes late, after the breaker opened, does not close it. */
export function answered(breaker: Breaker): Breaker {
  return breaker.state === 'closed' && breaker.faults > 0 ? { ...breaker, faults: 0 } : breaker;
}

/** The look found it well. */
export const well = (): Breaker => ({ ...unproven, state: 'closed' });

/** It failed, at a question or at a look. Each failed look doubles the pause before the next. */
export function failed(breaker: Breaker, fault: FaultKind, now: number): Breaker {
  if (breaker.state === 'open') return breaker;
  const faults = breaker.faults + 1;
  if (breaker.state === 'closed' && BY_CHANCE.has(fault) && faults < FAULTS_IN_A_ROW) return { ...breaker, faults };
  return {
    state: 'open',
    faults: 0,
    openSince: breaker.openSince ?? now,
    retryAt: now + breaker.pause,
    pause: Math.min(breaker.pause * 2, LONGEST_PAUSE),
    fault,
  };
}
