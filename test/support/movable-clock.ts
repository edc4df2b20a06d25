import type { Clock } from '../../src/kernel/clock.ts';

/** The real time, and more of it when told. */
export function movableClock(): Clock & { pass(ms: number): void } {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    pass(ms) {
      ahead += ms;
    },
  };
}
