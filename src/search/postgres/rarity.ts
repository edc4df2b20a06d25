import { keptFor } from '../../kernel/kept.ts';
import type { Run } from './bindings.ts';

/** About how many documents hold each of these lexemes; rare ones are left out. */
export type Rarity = (lexemes: readonly string[]) => Promise<Map<string, number>>;

/** ANALYZE comes every few minutes at most; every search and every matching asks. In milliseconds. */
const FRESH_FOR = 60_000;

/*
 * From the planner's statistics of the column: ANALYZE keeps the thousand commonest. Any other one, and all of them
 * before the first ANALYZE, count as rare.
 */
async function commonest(run: Run): Promise<Map<string, number>> {
  const rows = await run<{ lexeme: string; documents: number }>(
    `SELECT common.lexeme, common.part * greatest(pg_class.reltuples, 0) AS documents
     FROM pg_stats
     JOIN pg_class ON pg_class.oid = 'search_document'::regclass
     JOIN pg_namespace ON pg_namespace.oid = pg_class.relnamespace AND pg_namespace.nspname = pg_stats.schemaname
     CROSS JOIN unnest(most_common_elems::text::text[], most_common_elem_freqs) AS common (lexeme, part)
     WHERE tablename = 'search_document' AND attname = 'keys'`,
    [],
  );
  return new Map(rows.map(({ lexeme, documents }) => [lexeme, documents]));
}

/** What the database knows of the rarity of lexemes, read anew every minute. */
export function rarityIn(run: Run): Rarity {
  const known = keptFor(FRESH_FOR, () => commonest(run));
  return async (lexemes) => {
    const common = await known();
    return new Map(lexemes.flatMap((lexeme) => (common.has(lexeme) ? [[lexeme, common.get(lexeme) ?? 0] as const] : [])));
  };
}
