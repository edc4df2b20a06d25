import type { EntityManager } from 'typeorm';

/** What the database was filled with at its first start; `foreign` when it holds data that no seeding wrote; null when empty. */
export async function seedOf(manager: EntityManager): Promise<string | null> {
  const [row] = await manager.query<{ seed: string | null; organisations: boolean }[]>(
    `SELECT (SELECT seed FROM installation) AS seed, EXISTS (SELECT FROM organisation) AS organisations`,
  );
  return row?.seed ?? (row?.organisations ? 'foreign' : null);
}

export async function markSeeded(manager: EntityManager, seed: string, now: Date): Promise<void> {
  await manager.query(
    `INSERT INTO installation (seed, seeded_at) VALUES ($1, $2) ON CONFLICT ("only") DO UPDATE SET seed = $1, seeded_at = $2`,
    [seed, now],
  );
}

/** Takes away what a seeding that was cut off had written. Only called for a database that holds nothing else. */
export async function clearUnfinished(manager: EntityManager): Promise<void> {
  await manager.query(`TRUNCATE organisation, person, post, search_document, search_word, mail, mailbox, activity CASCADE`);
  await manager.query(`DELETE FROM graphile_worker._private_jobs`);
}
