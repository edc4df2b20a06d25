import { Presets, SingleBar } from 'cli-progress';

export interface Bar {
  /** How far it is; `total` may become known late. */
  set(done: number, total: number): void;
  stop(): void;
}

/** A progress bar on the terminal; where there is none (cron, a log), nothing is drawn. */
export function bar(label: string): Bar {
  const format = `${label} {bar} {percentage}% {value}/{total}`;
  const drawn = new SingleBar({ format, hideCursor: true, clearOnComplete: true }, Presets.shades_classic);
  let running = false;
  return {
    set(done, total) {
      if (!process.stderr.isTTY || total === 0) return;
      if (!running) drawn.start(total, 0);
      running = true;
      drawn.setTotal(total);
      drawn.update(Math.min(done, total));
    },
    stop() {
      if (running) drawn.stop();
    },
  };
}
