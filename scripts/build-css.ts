/**
 * Compiles assets/scss/app.scss to the committed assets/css/app.css.
 * With `--check` nothing is written: exit code 1 when the committed file is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { compile } from 'sass';

const MAX_BYTES = 60_000;
const root = `${dirname(import.meta.dirname)}/`;
const target = `${root}assets/css/app.css`;

const { css } = compile(`${root}assets/scss/app.scss`, {
  style: 'compressed',
  loadPaths: [`${root}node_modules`],
  quietDeps: true,
});
const text = `${css}\n`;
const bytes = Buffer.byteLength(text);
if (bytes > MAX_BYTES) throw new Error(`app.css has ${bytes} bytes, the budget is ${MAX_BYTES}`);

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) throw new Error('assets/css/app.css is out of date: run npm run css');
} else {
  writeFileSync(target, text);
}
console.log(`assets/css/app.css: ${bytes} bytes, ${gzipSync(text).length} compressed`);
