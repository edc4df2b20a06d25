/** Where "now" comes from. Commands read it once, at the start of their unit of work. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock for tests and demonstrations: stands still until moved. */
export function fixedClock(start: Date): Clock & { set(to: Date): void; advance(milliseconds: number): void } {
  let current = start;
  return {
    now: () => current,
    set: (to) => {
      current = to;
    },
    advance: (milliseconds) => {
      current = new Date(current.getTime() + milliseconds);
    },
  };
}
