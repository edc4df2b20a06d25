/**
 * The least that a page of the board takes, as a server of its own: `node floor.ts FILE`. FILE holds recorded pages; each is
 * answered by sending the statements that the real page sent, and printing the posts that came back through a precompiled
 * template of the page's size. PostgreSQL is that of DATABASE_URL.
 */
import { readFileSync } from 'node:fs';
import express from 'express';
import Handlebars from 'handlebars';
import pg from 'pg';
import type { RecordedPage } from './record.ts';
import { templateOf, type Fields } from './floor-template.ts';

const [file = ''] = process.argv.slice(2);
const recorded = JSON.parse(readFileSync(file, 'utf8')) as RecordedPage[];
const pool = new pg.Pool({
  connectionString: process.env['DATABASE_URL'], max: 10,
  options: '-c timezone=UTC -c jit=off -c random_page_cost=1.1 -c statement_timeout=30000',
});

/** Sends the statements one after the other; gives the rows of posts. */
async function rowsOf({ statements }: RecordedPage): Promise<Fields[]> {
  const client = await pool.connect();
  try {
    let posts: Fields[] = [];
    for (const { text, values } of statements) {
      const { rows } = await client.query<Fields>(text, values);
      if (rows.some((row) => 'title' in row && 'organisationName' in row)) posts = rows;
    }
    return posts;
  } finally {
    client.release();
  }
}

const app = express();
app.disable('x-powered-by');
for (const page of recorded) {
  const template = Handlebars.compile(templateOf(page.html, await rowsOf(page)), { knownHelpersOnly: true });
  app.get(`/${page.name}`, async (_req, res) => {
    res.type('html').send(template({ rows: await rowsOf(page) }));
  });
}
app.get('/', (_req, res) => void res.type('html').send('<html></html>'));
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(`http://localhost:${typeof address === 'object' && address ? address.port : 0}`);
});
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close();
  void pool.end();
});
