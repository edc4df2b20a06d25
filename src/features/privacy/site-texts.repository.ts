import type { EntityManager } from 'typeorm';
import type { SiteTexts } from './site-text.ts';

/** Any number: whoever holds it is writing the site's texts. */
const WRITING = 7_310_613;

/** The instant of the last change, as text; what a form saw. Nobody else writes until this transaction ends. */
export async function lockTexts(manager: EntityManager): Promise<string> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [WRITING]);
  const [row] = await manager.query<{ at: string | null }[]>(`SELECT max(updated_at)::text AS at FROM site_text`);
  return row?.at ?? '';
}

/** Writes what differs. */
export async function writeTexts(manager: EntityManager, texts: SiteTexts, personId: string | null, now: Date): Promise<void> {
  await manager.query(
    `INSERT INTO site_text (name, value, updated_at, updated_by) SELECT key, value, $2, $3 FROM jsonb_each_text($1::jsonb)
     ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value, updated_at = $2, updated_by = $3 WHERE site_text.value <> EXCLUDED.value`,
    [JSON.stringify(texts), now, personId]);
}
