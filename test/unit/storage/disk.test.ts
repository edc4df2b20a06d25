import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDiskStorage } from '../../../src/storage/disk.ts';
import type { FileStorage } from '../../../src/storage/port.ts';

let folder: string;
let storage: FileStorage;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
  storage = createDiskStorage(join(folder, 'deep', 'files'));
});
afterEach(() => rm(folder, { recursive: true }));

async function keysOf(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.keys()) keys.push(key);
  return keys.sort();
}

test('keeps, gives back, lists and removes', async () => {
  const [a, b] = [randomUUID(), randomUUID()];
  expect(await keysOf()).toEqual([]);
  expect(await storage.get(a)).toBeNull();
  await storage.put(a, Buffer.from('one'));
  await storage.put(`${a}-small`, Buffer.from('small'));
  await storage.put(b, Buffer.from('two'));
  await storage.put(b, Buffer.from('three'));
  expect(String(await storage.get(b))).toBe('three');
  expect(await keysOf()).toEqual([a, `${a}-small`, b].sort());
  await storage.remove(a);
  await storage.remove(a);
  expect(await storage.get(a)).toBeNull();
  expect(await keysOf()).toEqual([`${a}-small`, b].sort());
  expect((await readdir(join(folder, 'deep', 'files', b.slice(0, 2)))).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test.each(['../../etc/passwd', '', 'a', '/etc/passwd', `${randomUUID()}/../x`, `${randomUUID()}-SMALL`, `${randomUUID()}\u0000`])('no key of ours: %j', async (key) => {
  await expect(Promise.resolve().then(() => storage.put(key, Buffer.from('x')))).rejects.toThrow('not a key');
  await expect(Promise.resolve().then(() => storage.get(key))).rejects.toThrow('not a key');
});
