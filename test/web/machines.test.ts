import supertest from 'supertest';
import { createMetrics } from '../../src/metrics/index.ts';
import { createPool } from '../../src/db/pool.ts';
import { createLog } from '../../src/log.ts';
import { returnPaths } from '../../src/mail/return-path.ts';
import { failingAddresses, trustAddress } from '../../src/mail/bounces.repository.ts';
import { takeBounce } from '../../src/runtime/bounces.ts';
import { createUnitOfWork } from '../../src/db/unit-of-work.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import express, { type Express } from 'express';
import type { Pool } from 'pg';
import { bounces } from '../../src/web/bounces.ts';
import { metrics } from '../../src/web/metrics.ts';
import { startExchange, TEST_SECRET, type TestExchange } from '../support/exchange.ts';

const TOKEN = 'a token for machines, long enough';
const BEARER = { Authorization: `Bearer ${TOKEN.replaceAll(' ', '-')}` };
const paths = returnPaths(TEST_SECRET, 'bounces@klaster.example');

let exchange: TestExchange;
let pool: Pool;
let app: Express;

beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
  const { dataSource, searching } = exchange.exchange;
  pool = createPool(String((dataSource.options as { url?: string }).url), 2, createLog('silent'));
  const token = TOKEN.replaceAll(' ', '-');
  app = express();
  app.use(metrics(token, () => createMetrics({ pool, searchHealth: () => searching.searchHealth() })));
  app.use(bounces(token, takeBounce({ uow: createUnitOfWork(dataSource, systemClock), paths })));
}, 120_000);

afterAll(async () => {
  await pool.end();
  await exchange.close();
});

const someMail = async (): Promise<{ id: string; to: string }> =>
  (await exchange.query<{ id: string; to: string }>(`SELECT id, to_address AS to FROM mail WHERE bounced_at IS NULL AND to_address NOT IN
    (SELECT address FROM failing_address) ORDER BY id LIMIT 1`))[0] ?? { id: '', to: '' };

describe('metrics', () => {
  test('for whoever has the token', async () => {
    expect((await supertest(app).get('/metrics')).status).toBe(401);
    expect((await supertest(app).get('/metrics').set('Authorization', 'Bearer wrong')).status).toBe(401);
    const answer = await supertest(app).get('/metrics').set(BEARER);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, expect.stringContaining('text/plain')]);
    const sent = Number(/^exchange_mails\{state="sent"\} (\d+)$/m.exec(answer.text)?.[1]);
    const [row] = await exchange.query<{ count: number }>(`SELECT count(*)::int AS count FROM mail WHERE state = 'sent'`);
    expect(sent).toBe(row?.count);
    for (const name of ['exchange_jobs{state="waiting"}', 'exchange_oldest_job_seconds', 'exchange_matches{verdict="fits"}', 'exchange_search_up{engine="postgres"} 1', 'exchange_database_up 1',
      'exchange_database_connections{state="open"}', 'process_resident_memory_bytes', 'exchange_request_seconds_count{method="GET",route="/metrics",status="401"} 2']) {
      expect(answer.text).toContain(name);
    }
  });

  test('never an address people ask for, only its pattern', async () => {
    await supertest(app).get('/posts/11111111-1111-4111-8111-111111111111?q=secret');
    const { text } = await supertest(app).get('/metrics').set(BEARER);
    expect(text).not.toMatch(/11111111|secret/);
    expect(text).toContain('route="none",status="404"');
  });
});

test('with the database away the figures say so, and nothing old of a search server whose state nobody can read', async () => {
  const away = createPool('postgres://nobody@127.0.0.1:1/none', 1, createLog('silent'));
  let known = true;
  const figures = createMetrics({
    pool: away,
    searchHealth: async () => {
      if (!known) throw new Error('the database is away');
      return { engine: 'meilisearch', healthy: true, reason: null, breakerOpenSince: null, drift: 0, checkedAt: null, waiting: 0 };
    },
  });
  expect((await figures.text()).body).toContain('exchange_search_up{engine="meilisearch"} 1');
  known = false;
  const { body } = await figures.text();
  expect(body).toContain('exchange_database_up 0');
  expect(body).toContain('exchange_scrape_failures_total 2');
  expect(body).not.toContain('exchange_search_up{');
  await away.end();
});

describe('bounces', () => {
  const report = (to: string, action = 'failed', status = '5.1.1') =>
    `Return-Path: <>\r\nDelivered-To: ${to}\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nSorry\r\n--b\r\n`
    + `Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; someone.else@evil.example\r\nAction: ${action}\r\n`
    + `Status: ${status}\r\nDiagnostic-Code: smtp; 550 5.1.1 no such\r\n user here\r\n--b--\r\n`;
  const post = (body: string, type: string, headers: Record<string, string> = BEARER) =>
    supertest(app).post('/bounces').set({ ...headers, 'Content-Type': type }).send(body);

  test('only with the token', async () => {
    expect((await post('{}', 'application/json', {})).status).toBe(401);
    expect((await supertest(app).post('/bounces').set({ ...BEARER, 'Content-Type': 'application/x-www-form-urlencoded' }).send('a=b')).status).toBe(415);
    expect((await supertest(app).get('/bounces').set(BEARER)).status).toBe(404);
  });

  test('a permanent one stops mails to the stored address, never to one the report names', async () => {
    const { id, to } = await someMail();
    const answer = await post(report(paths.of(id) ?? ''), 'message/rfc822');
    expect([answer.status, answer.body]).toEqual([200, { taken: true }]);
    const { manager } = exchange.exchange.dataSource;
    expect(await failingAddresses(manager, 10)).toEqual([expect.objectContaining({ address: to, reason: 'smtp; 550 5.1.1 no such user here' })]);
    expect(await exchange.query(`SELECT state, bounce FROM mail WHERE id = $1 AND bounced_at IS NOT NULL`, [id]))
      .toEqual([{ state: 'dead', bounce: 'smtp; 550 5.1.1 no such user here' }]);
    await exchange.query(`UPDATE mail SET state = 'queued', due_at = now() WHERE to_address = $1`, [to]);
    const [other] = await exchange.query<{ id: string }>(`SELECT id FROM mail WHERE to_address = $1 AND id <> $2 LIMIT 1`, [to, id]);
    await exchange.exchange.handlers['send-mail']?.({ mailId: other?.id ?? id });
    expect(await exchange.query(`SELECT state, last_error FROM mail WHERE id = $1`, [other?.id ?? id]))
      .toEqual([{ state: 'dead', last_error: expect.stringContaining('address fails since') }]);
    expect([await trustAddress(manager, to), await trustAddress(manager, to)]).toEqual([true, false]);
  });

  describe('a mail that was being sent when its address turned out to fail', () => {
    let mail: { id: string; to: string };
    const later = () => exchange.query<{ wait: number }>(
      `SELECT extract(epoch FROM run_at - now())::float AS wait FROM graphile_worker.jobs WHERE key = 'mail:' || $1`, [mail.id]);
    const sendAgain = async (change: string): Promise<string | undefined> => {
      await exchange.query(`UPDATE mail SET state = 'sending', held_at = NULL, claimed_at = now() WHERE id = $1`, [mail.id]);
      await exchange.query(`UPDATE mail SET ${change} WHERE id = $1`, [mail.id]);
      await exchange.exchange.handlers['send-mail']?.({ mailId: mail.id });
      return (await exchange.query<{ state: string }>(`SELECT state FROM mail WHERE id = $1`, [mail.id]))[0]?.state;
    };
    beforeAll(async () => {
      mail = await someMail();
      await exchange.query(`INSERT INTO failing_address (address, since, reason) VALUES (lower($1), now(), 'no such user')`, [mail.to]);
    });
    afterAll(() => trustAddress(exchange.exchange.dataSource.manager, mail.to));

    test('is dead when its sender is, and no job asks for it any more', async () => {
      expect(await sendAgain(`claimed_at = now() - interval '1 minute'`)).toBe('dead');
      expect(await later()).toEqual([]);
    });
    test('is left alone while it is held', async () => {
      expect(await sendAgain(`claimed_at = now() - interval '1 minute', held_at = now()`)).toBe('dead');
      await exchange.query(`DELETE FROM failing_address WHERE address = lower($1)`, [mail.to]);
      expect(await sendAgain(`claimed_at = now() - interval '1 minute', held_at = now()`)).toBe('sending');
      expect(await later()).toEqual([]);
    });
    test('is asked for again when the claim of a living sender ends, not before', async () => {
      expect(await sendAgain(`claimed_at = now() - interval '10 seconds'`)).toBe('sending');
      const [job] = await later();
      expect(job?.wait).toBeGreaterThan(10);
      await exchange.query(`SELECT graphile_worker.remove_job('mail:' || $1)`, [mail.id]);
    });
  });

  test('a passing one is noted and stops nothing', async () => {
    const { id } = await someMail();
    expect((await post(report(paths.of(id) ?? '', 'delayed', '4.2.2'), 'message/rfc822')).body).toEqual({ taken: true });
    expect(await failingAddresses(exchange.exchange.dataSource.manager, 10)).toEqual([]);
  });

  test('a webhook in our words', async () => {
    const { id, to } = await someMail();
    const answer = await post(JSON.stringify({ messageId: `<${id}@klaster.example>`, type: 'hard', reason: 'unknown\0 user' }), 'application/json');
    expect(answer.body).toEqual({ taken: true });
    expect(await failingAddresses(exchange.exchange.dataSource.manager, 10)).toEqual([expect.objectContaining({ address: to, reason: 'unknown user' })]);
  });

  test.each<[string, string, string]>([
    ['not JSON', '{', 'application/json'],
    ['an array', '[{"type":"hard"}]', 'application/json'],
    ['further fields', '{"type":"hard","messageId":"x","address":"a@b.pl"}', 'application/json'],
    ['a forged return path', report('bounces+0123456789abcdef0123456789abcdef0123456789abcdef@klaster.example'), 'message/rfc822'],
    ['an automatic reply', 'To: bounces@klaster.example\r\nSubject: Urlop\r\n\r\nWracam w poniedziałek', 'message/rfc822'],
    ['nothing of ours', report('somebody@elsewhere.example'), 'message/rfc822'],
  ])('%s is taken for nothing', async (_, body, type) => {
    const before = await failingAddresses(exchange.exchange.dataSource.manager, 10);
    const answer = await post(body, type);
    expect([answer.status, answer.body]).toEqual([202, { taken: false }]);
    expect(await failingAddresses(exchange.exchange.dataSource.manager, 10)).toEqual(before);
  });

  test('a report of megabytes is refused', async () => {
    expect((await post('x'.repeat(2_000_000), 'message/rfc822')).status).toBe(413);
  });
});
