export interface Progress {
  /** Says what is being done, unless it is over in no time. */
  step<T>(text: string, work: () => Promise<T>): Promise<T>;
  line(text: string): void;
}

const WORTH_SAYING = 150;

/** One line for each slow step of the start. */
export function progress(write: (text: string) => void = (text) => console.log(text)): Progress {
  return {
    line: write,
    async step(text, work) {
      const started = performance.now();
      const timer = setTimeout(() => write(`· ${text} …`), WORTH_SAYING);
      try {
        return await work();
      } finally {
        clearTimeout(timer);
        const ms = performance.now() - started;
        if (ms > WORTH_SAYING * 4) write(`  ${text}: ${(ms / 1000).toFixed(1)} s`);
      }
    },
  };
}
