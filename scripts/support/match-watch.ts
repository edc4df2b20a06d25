import type { DataSource } from 'typeorm';

/** Tells when the worker has matched a post. */
export interface MatchWatch {
  /**
   * Ends with the moment (`performance.now()`) at which the post's match job was seen to be over.
   * @throws Error when that takes more than two minutes: the job fails again and again
   */
  matched(postId: string): Promise<number>;
  stop(): void;
}

const EVERY = 10;
const PATIENCE = 120_000;

/** Looks every ten milliseconds which of the awaited match jobs have left the queue. */
export function watchMatches(dataSource: Pick<DataSource, 'query'>): MatchWatch {
  const awaited = new Map<string, (at: number) => void>();
  let timer: NodeJS.Timeout | null = null;
  const look = async (): Promise<void> => {
    const keys = [...awaited.keys()];
    if (keys.length > 0) {
      const rows = await dataSource.query<{ key: string }[]>(
        `SELECT key FROM graphile_worker._private_jobs WHERE key = ANY($1)`,
        [keys],
      );
      const waiting = new Set(rows.map(({ key }) => key));
      for (const key of keys.filter((one) => !waiting.has(one))) {
        awaited.get(key)?.(performance.now());
        awaited.delete(key);
      }
    }
    timer = setTimeout(() => void look(), EVERY);
  };
  void look();
  return {
    matched: (postId) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`post ${postId} is not matched`)), PATIENCE);
        awaited.set(`match:${postId}`, (at) => {
          clearTimeout(late);
          resolve(at);
        });
      }),
    stop: () => {
      if (timer) clearTimeout(timer);
    },
  };
}
