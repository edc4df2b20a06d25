import type { DataSource } from 'typeorm';

/** Tells when the worker has matched a post. */
export interface MatchWatch {
  /** Ends with the moment (`performance.now()`) at which the post's match job was seen to be over. */
  matched(postId: string): Promise<number>;
  stop(): void;
}

const EVERY = 10;

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
    matched: (postId) => new Promise((resolve) => awaited.set(`match:${postId}`, resolve)),
    stop: () => {
      if (timer) clearTimeout(timer);
    },
  };
}
