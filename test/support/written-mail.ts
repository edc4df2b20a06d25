import type { TestExchange } from './exchange.ts';

/** The id that a statement finds. @throws when it finds none */
export async function idIn(world: TestExchange, sql: string, values: unknown[] = []): Promise<string> {
  const [row] = await world.query<{ id: string }>(sql, values);
  if (!row) throw new Error(`nothing: ${sql}`);
  return row.id;
}

/** A mail of its own with nothing to answer in it; returns its id. */
export const writtenMail = (
  world: TestExchange, state: 'queued' | 'sent' | 'dead', name: string, told: { error?: string; bounce?: string } = {},
): Promise<string> =>
  idIn(
    world,
    `INSERT INTO mail (id, kind, why, to_name, to_address, language, subject, body_text, body_html, message_id, state, created_at, due_at,
       give_up_at, last_error, bounce, bounced_at)
     VALUES (gen_random_uuid(), 'digest', 'digest.daily', 'A', $1::text || '@example.test', 'pl', 'S', 'T', 'H', '<' || $1::text || '@x>', $2,
       now() - interval '1 hour', now() - interval '20 minutes', now() + interval '1 day', $3, $4::text,
       CASE WHEN $4 IS NULL THEN NULL ELSE now() END) RETURNING id`,
    [name, state, told.error ?? null, told.bounce ?? null],
  );
