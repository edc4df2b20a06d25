/** The pages that this process is making. People wait for them; background work can wait a little. */
export interface Traffic {
  /** A page is begun; what it returns is to be called once, when the page is done. */
  begin: () => () => void;
  /** Comes back when hardly any page is being made, at the latest after a second. */
  quiet: () => Promise<void>;
}

/** So many pages at once leave the processors time for more. */
const FEW = 4;
/** However many people come, jobs go on: none waits longer, in milliseconds. */
const LONGEST = 1_000;

/** Counts the pages of one process. A worker that runs by itself sees none and never waits. */
export function createTraffic(): Traffic {
  let pages = 0;
  const waiting = new Set<() => void>();
  return {
    begin() {
      pages += 1;
      return () => {
        pages -= 1;
        if (pages <= FEW) for (const go of waiting) go();
      };
    },
    quiet: () =>
      pages <= FEW
        ? Promise.resolve()
        : new Promise((resolve) => {
          const go = (): void => {
            clearTimeout(late);
            waiting.delete(go);
            resolve();
          };
          const late = setTimeout(go, LONGEST);
          waiting.add(go);
        }),
  };
}
