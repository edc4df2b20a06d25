/**
 * Copies what browsers load of other projects to assets/js/vendor: the WebAuthn half of @simplewebauthn/browser (MIT).
 * With `--check` nothing is written: fails when a committed file is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const root = `${dirname(import.meta.dirname)}/`;
const FILES = { 'node_modules/@simplewebauthn/browser/dist/bundle/index.umd.min.js': 'assets/js/vendor/simplewebauthn-browser.js' };

for (const [from, to] of Object.entries(FILES)) {
  const text = readFileSync(`${root}${from}`, 'utf8');
  if (!process.argv.includes('--check')) writeFileSync(`${root}${to}`, text);
  else if (readFileSync(`${root}${to}`, 'utf8') !== text) throw new Error(`${to} is out of date: run scripts/build-vendor.ts`);
}
