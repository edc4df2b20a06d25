import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

export interface RateLimit {
  /** Counts one try. False: the limit is reached, the try must not be made. */
  take(key: string): Promise<boolean>;
  /** Takes one try back: it was right. */
  giveBack(key: string): Promise<void>;
}

export interface RateLimitOptions {
  name: string;
  tries: number;
  seconds: number;
}

/** Under what a key is counted. Addresses of people and networks are not kept in the table of limits. */
export const countedKey = (key: string): string => createHash('sha256').update(key).digest('base64url');

/** Tries counted in PostgreSQL, so that all processes count together; in memory while the database is away. */
export function createRateLimit(pool: Pool, options: RateLimitOptions): RateLimit {
  const common = { keyPrefix: options.name, points: options.tries, duration: options.seconds };
  const limiter = new RateLimiterPostgres({
    ...common,
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    // What has expired goes by the retention rule `tries`.
    clearExpiredByTimeout: false,
    insuranceLimiter: new RateLimiterMemory(common),
  });
  return {
    async take(key) {
      try {
        await limiter.consume(countedKey(key));
        return true;
      } catch (outcome) {
        if (outcome instanceof RateLimiterRes) return false;
        throw outcome;
      }
    },
    giveBack: async (key) => void (await limiter.reward(countedKey(key))),
  };
}
