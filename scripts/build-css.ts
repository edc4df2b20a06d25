/**
 * Compiles assets/scss/app.scss and embed.scss to the committed sheets in assets/css.
 * With `--check` nothing is written: exit code 1 when a committed file is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { compile } from 'sass';

/** Parts of govuk-frontend's components that no page uses: its sheets bring them along. */
const UNUSED = new RegExp(`[.]govuk-(?:${[
  'summary-card', 'summary-list__(?:row--no-|actions)', 'summary-list--no-border', '(?:checkboxes|radios)__(?:divider|conditional)',
  '(?:label|fieldset__legend|table__caption)--(?:xl|l|m|s)', 'fieldset__heading', 'label-wrapper', 'visually-hidden-focusable',
  'input--extra-letter-spacing', 'table--small-text-until-tablet', 'skip-link-focused-element',
].join('|')})`);

/* A comma within brackets belongs to one selector. */
const selectorsOf = (list: string): string[] => list.split(/,(?![^(]*\))/);

/** The compressed sheet without rules for the unused parts. A selector that only excludes one (`:not(…)`) stays. */
function withoutUnused(css: string): string {
  const kept = css.replace(/([^{}@]+)\{([^{}]*)\}/g, (_rule: string, list: string, body: string) => {
    const used = selectorsOf(list).filter((selector) => !UNUSED.test(selector.replace(/:not\([^)]*\)/g, '')));
    return used.length === 0 ? '' : `${used.join(',')}{${body}}`;
  });
  return kept.replace(/@(?:media|supports)[^{}]*\{\}/g, '');
}

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
  const text = `${withoutUnused(css)}\n`;
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) throw new Error(`${target} has ${bytes} bytes, the budget is ${maxBytes}`);
  if (!check) writeFileSync(`${root}${target}`, text);
  else if (readFileSync(`${root}${target}`, 'utf8') !== text) throw new Error(`${target} is out of date: run npm run css`);
  console.log(`${target}: ${bytes} bytes, ${gzipSync(text).length} compressed`);
}
