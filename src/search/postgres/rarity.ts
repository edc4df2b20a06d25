import type { Run } from './bindings.ts';

/**
 * About how many documents hold each of the lexemes, from the planner's statistics of the column: ANALYZE keeps the
 * thousand commonest. Any other one, and all of them before the first ANALYZE, count as rare and are left out.
 */
export async function documentsOf(run: Run, lexemes: readonly string[]): Promise<Map<string, number>> {
  const rows = await run<{ lexeme: string; documents: number }>(
    `SELECT common.lexeme, common.part * greatest(pg_class.reltuples, 0) AS documents
     FROM pg_stats
     JOIN pg_class ON pg_class.oid = 'search_document'::regclass
     JOIN pg_namespace ON pg_namespace.oid = pg_class.relnamespace AND pg_namespace.nspname = pg_stats.schemaname
     CROSS JOIN unnest(most_common_elems::text::text[], most_common_elem_freqs) AS common (lexeme, part)
     WHERE tablename = 'search_document' AND attname = 'keys' AND common.lexeme = ANY ($1::text[])`,
    [lexemes],
  );
  return new Map(rows.map(({ lexeme, documents }) => [lexeme, documents]));
}
