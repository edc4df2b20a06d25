/**
 * Loaded into the real server by `node --import`: writes every statement that it sends to PostgreSQL, with its values, as
 * a line of JSON to the file STATEMENTS.
 */
import { appendFileSync } from 'node:fs';
import pg from 'pg';

/** One statement as it was sent. */
export interface Statement {
  text: string;
  values: unknown[];
}

type Query = (...given: unknown[]) => unknown;

const statementOf = (first: unknown, second: unknown): Statement => {
  const { text, values } = typeof first === 'string' ? { text: first, values: undefined } : (first as Partial<Statement>);
  return { text: text ?? '', values: values ?? (Array.isArray(second) ? (second as unknown[]) : []) };
};

const file = process.env['STATEMENTS'];
if (file !== undefined) {
  const { query } = pg.Client.prototype as unknown as { query: Query };
  const told: Query = function told(this: unknown, ...given) {
    appendFileSync(file, `${JSON.stringify(statementOf(given[0], given[1]))}\n`);
    return query.apply(this, given);
  };
  Object.assign(pg.Client.prototype, { query: told });
}
