/**
 * The figures that the exchange promises: `npm run bench [-- NAME …] [-- --json FILE] [-- --markdown FILE]`.
 * Names: scorer, analyser, figures (of needs, at 30 000 commitments), load (publishing to mail, matching, memory, at
 * 20 000 posts), pages (the board against the least it could take, weight, vitals, mixed load, at 20 000 posts), start (warm;
 * the cold one is told), search (both engines; `--posts 10000,100000` names the sizes; the search server is the program
 * meilisearch on the PATH).
 * DATABASE_URL names a PostgreSQL in which a database is made for the load; without it an embedded one is started.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadSource, type Source } from './corpus.ts';
import { figures } from './figures.ts';
import { load } from './load.ts';
import { thisMachine, type Machine } from './machine.ts';
import { pages } from './pages.ts';
import { analyser, scorer } from './pure.ts';
import { rowText, table, type Row } from './row.ts';
import { searchEngines } from './search.ts';
import { searchLive } from './search-live.ts';
import { starts } from './start.ts';

const BENCHES: Readonly<Record<string, (source: Source) => Row[] | Promise<Row[]>>> = {
  scorer,
  analyser,
  figures,
  load,
  pages,
  search: async (source) => [...(await searchEngines(source, sizes)), ...(await searchLive(source, sizes))],
  start: starts,
};

const { values: options, positionals: wanted } = parseArgs({
  options: { json: { type: 'string' }, markdown: { type: 'string' }, posts: { type: 'string', default: '10000,100000' } },
  allowPositionals: true,
});
const sizes = options.posts.split(',').map(Number);
if (!sizes.every((size) => Number.isInteger(size) && size > 0)) {
  console.error('--posts takes numbers of posts, such as 10000,100000');
  process.exit(2);
}
const unknown = wanted.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`no bench ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}

const machineLine = ({ cpu, cores, memoryGb, node, platform, load: busy }: Machine): string =>
  `${cpu}, ${cores} cores, ${memoryGb} GB, ${platform}, Node ${node}, load average before the run ${busy}`;

const machine = thisMachine();
console.log(machineLine(machine));
const source = loadSource();
const rows: Row[] = [];
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const found = await bench(source);
  for (const row of found) console.log(rowText(row));
  rows.push(...found);
}
const date = new Date().toISOString().slice(0, 10);
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify({ machine, date, rows }, null, 2)}\n`);
if (options.markdown !== undefined) {
  const text = ['# Figures', '', `\`npm run bench\` of ${date} on ${machineLine(machine)}.`, '', table(rows)];
  writeFileSync(options.markdown, `${text.join('\n')}\n`);
}
