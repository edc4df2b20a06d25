/**
 * Compiles assets/scss/app.scss and embed.scss to the committed sheets in assets/css.
 * With `--check` nothing is written: exit code 1 when a committed file is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { compile } from 'sass';

const SHEETS = [{ name: 'app', maxBytes: 60_000 }, { name: 'embed', maxBytes: 6_000 }];
const root = `${dirname(import.meta.dirname)}/`;
const check = process.argv.includes('--check');

for (const { name, maxBytes } of SHEETS) {
  const target = `assets/css/${name}.css`;
  const { css } = compile(`${root}assets/scss/${name}.scss`, {
    style: 'compressed',
    loadPaths: [`${root}node_modules`],
    quietDeps: true,
  });
  const text = `${css}\n`;
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) throw new Error(`${target} has ${bytes} bytes, the budget is ${maxBytes}`);
  if (!check) writeFileSync(`${root}${target}`, text);
  else if (readFileSync(`${root}${target}`, 'utf8') !== text) throw new Error(`${target} is out of date: run npm run css`);
  console.log(`${target}: ${bytes} bytes, ${gzipSync(text).length} compressed`);
}
