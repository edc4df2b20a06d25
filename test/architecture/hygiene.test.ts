import { filesOf, readText } from './source.ts';

const OURS = ['src', 'migrations', 'bin', 'scripts', 'views', 'locales', 'docs', 'assets/scss', 'assets/js', 'test/support'];
const patterns = OURS.map((folder) => `${folder}/**/*.{ts,mjs,js,hbs,json,scss,md}`);
const texts = filesOf(...patterns, 'README.md').map((file) => ({ file, text: readText(file) }));

const linesWith = (expression: RegExp): string[] =>
  texts.flatMap(({ file, text }) => text.split('\n').flatMap((line, i) => (expression.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : [])));

test('nothing is announced instead of done', () => {
  expect(texts.length).toBeGreaterThan(200);
  expect(linesWith(/\b(TODO|FIXME|XXX|HACK)\b|coming soon|not (yet )?implemented|wkrótce dostępn|w przygotowaniu|lorem ipsum/i)).toEqual([]);
});

test('nobody names the machine it was written on', () => {
  expect(linesWith(/(^|[\s'"`(])\/(root|home)\/|\.\.\/shared\/(?!data\b)/)).toEqual([]);
});

test('versions of packages are exact', () => {
  const { dependencies, devDependencies, optionalDependencies, overrides } = JSON.parse(readText('package.json')) as Record<
    string,
    Record<string, string>
  >;
  const versions = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies, ...overrides });
  expect(versions.length).toBeGreaterThan(40);
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

test('the lockfile has what package.json asks for', () => {
  const wanted = JSON.parse(readText('package.json')) as Record<string, Record<string, string>>;
  const { packages } = JSON.parse(readText('package-lock.json')) as { packages: Record<string, { version?: string }> };
  const all = Object.entries({ ...wanted['dependencies'], ...wanted['devDependencies'], ...wanted['optionalDependencies'] });
  expect(all.filter(([name, version]) => packages[`node_modules/${name}`]?.version !== version)).toEqual([]);
});

test('every migration is in the list, in the order of time', () => {
  const files = filesOf('migrations/*-*.ts').map((file) => file.replace('migrations/', './'));
  const listed = [...readText('migrations/index.ts').matchAll(/from '([^']+)'/g)].map((found) => found[1]);
  expect(listed).toEqual(files);
});
