import type { EntityManager } from 'typeorm';
import type { TestExchange } from './exchange.ts';

const WAITING = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

/**
 * Asks while another transaction has done `hold` and not ended. It ends as soon as something waits for it, or the
 * answer is there without having waited.
 */
export async function meanwhile<T>(
  { exchange, query }: TestExchange, hold: (manager: EntityManager) => Promise<unknown>, ask: () => Promise<T>,
): Promise<T> {
  let answered = false;
  const asked = await exchange.dataSource.transaction(async (manager) => {
    await hold(manager);
    const answer = ask().finally(() => (answered = true));
    while (!answered && (await query(WAITING)).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    return { answer };
  });
  return asked.answer;
}
