import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bareDatabase, databaseUrl, testCluster } from '../support/database.ts';

const started = (file: string, settings: Readonly<Record<string, string>>): { status: number | null; words: string } => {
  const { status, stderr } = spawnSync(process.execPath, [fileURLToPath(new URL(`../../src/${file}`, import.meta.url))], {
    env: { SEED: 'none', PORT: '0', SECRET: 'x'.repeat(64), ...settings }, encoding: 'utf8', timeout: 60_000,
  });
  return { status, words: stderr };
};

describe.each(['server.ts', 'worker.ts'])('%s', (file) => {
  test('that cannot reach its database says so, and ends with 1 for its supervisor', () => {
    const { status, words } = started(file, { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
    expect([status, words]).toEqual([1, expect.stringMatching(/^Could not start: .*ECONNREFUSED/)]);
  });

  test('that the database refuses says so too', () => {
    const { status, words } = started(file, { DATABASE_URL: databaseUrl(testCluster(), 'not-there') });
    expect([status, words]).toEqual([1, expect.stringMatching(/^Could not start: .*"not-there" does not exist/)]);
  });

  test('in production says in one line that nobody has migrated', async () => {
    const bare = await bareDatabase();
    const production = { NODE_ENV: 'production', SMTP_URL: 'smtp://127.0.0.1:9', BASE_URL: 'https://exchange.test', MAIL_FROM: 'office@exchange.test' };
    try {
      expect(started(file, { ...production, DATABASE_URL: bare.url })).toEqual({ status: 1, words: 'The database is not migrated: run cli migrate.\n' });
    } finally {
      await bare.drop();
    }
  });

  test('names the faults in its settings without a trace', () => {
    const { status, words } = started(file, { PORT: 'abc' });
    expect([status, words]).toEqual([1, expect.stringMatching(/^The settings have 1 fault:\n  - PORT: .*\n$/)]);
  });
});
