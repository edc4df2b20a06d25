import pg from 'pg';

/** What a request made the database do: its statements, without their values. */
export interface Work {
  statements: string[];
}

interface Sent {
  text?: string;
}

/* Pools and TypeORM alike send through the client. */
const client = pg.Client.prototype as unknown as { query(this: unknown, ...args: unknown[]): unknown };

/** Counts the statements that `body` causes in this process. */
export async function workOf(body: () => Promise<unknown>): Promise<Work> {
  const original = client.query;
  const statements: string[] = [];
  client.query = function query(this: unknown, ...args: unknown[]): unknown {
    const [first] = args as [string | Sent | undefined];
    const text = typeof first === 'string' ? first : (first?.text ?? '');
    statements.push(text.replace(/\s+/g, ' '));
    return original.apply(this, args);
  };
  try {
    await body();
  } finally {
    client.query = original;
  }
  return { statements };
}
