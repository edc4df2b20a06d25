import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../support/exchange.ts';
import { startArguments, startServer } from '../server-process.ts';
import type { Statement } from './tell-statements.ts';

/** A page as it was answered, and what it asked PostgreSQL. */
export interface RecordedPage {
  name: string;
  html: string;
  statements: readonly Statement[];
}

/** A page to record. `cookie` is empty for a visitor. */
export interface Asked {
  name: string;
  path: string;
  cookie: string;
}

/** What a browser says of itself; nothing packed, since packing is the same work for every page of this size. */
export const plainHeaders = (cookie: string): Record<string, string> =>
  ({ 'accept-language': 'pl', 'accept-encoding': 'identity', ...(cookie ? { cookie } : {}) });

const WARM_UP = 3;

/**
 * Asks a server of its own, without a worker, and listens to what it tells the database: what a page asks that is opened
 * often, while the product keeps an estimate of its counts.
 */
export async function record(settings: Readonly<Record<string, string>>, folder: string, wanted: readonly Asked[]): Promise<RecordedPage[]> {
  const file = join(folder, 'statements');
  writeFileSync(file, '');
  const teller = join(ROOT, 'scripts', 'bench', 'pages', 'tell-statements.ts');
  const server = await startServer(['--import', teller, ...startArguments().bare], { ...settings, WORKER: 'false', STATEMENTS: file });
  try {
    const ask = async ({ path, cookie }: Asked): Promise<string> => {
      const answer = await fetch(new URL(path, server.baseUrl), { headers: plainHeaders(cookie) });
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
      return answer.text();
    };
    const recorded: RecordedPage[] = [];
    for (const one of wanted) {
      for (let round = 0; round < WARM_UP; round += 1) await ask(one);
      writeFileSync(file, '');
      const html = await ask(one);
      const statements = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Statement);
      recorded.push({ name: one.name, html, statements });
    }
    return recorded;
  } finally {
    await server.stop();
  }
}
