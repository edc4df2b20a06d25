import express from 'express';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { packedAssets } from '../../../src/web/packed-assets.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assets-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a file that could not be read once is read the next time', async () => {
  const sheet = join(folder, 'a.css');
  await writeFile(sheet, 'body {}');
  const app = express().set('env', 'test').use(packedAssets(folder, () => 'no-store'));
  await rm(sheet);
  expect((await supertest(app).get('/a.css')).status).toBe(500);
  await writeFile(sheet, 'body { color: red }');
  const answer = await supertest(app).get('/a.css');
  expect([answer.status, answer.text]).toEqual([200, 'body { color: red }']);
  // And then no more: it is packed once.
  await rm(sheet);
  expect((await supertest(app).get('/a.css')).status).toBe(200);
});
