/**
 * Copies the icons named below from lucide-static (ISC) to assets/icons and joins them, with our own
 * drawings in assets/icons/own, into assets/icons/sprite.svg: one <symbol> per icon, id = its name.
 * With `--check` nothing is written: fails when a committed file is out of date.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const LUCIDE = [
  'arrow-left', 'arrow-right', 'badge-check', 'ban', 'bell', 'bookmark', 'building-2', 'calendar', 'check',
  'chevron-down', 'chevron-left', 'chevron-right', 'circle-check', 'circle-question-mark', 'circle-x', 'clock',
  'coins', 'contrast', 'copy', 'download', 'external-link', 'eye', 'eye-off', 'factory', 'file-text', 'funnel',
  'hand', 'hand-helping', 'handshake', 'history', 'hospital', 'hourglass', 'house', 'inbox', 'info', 'key-round', 'languages',
  'log-in', 'log-out', 'mail', 'map-pin', 'message-square', 'minus', 'package', 'package-check', 'pencil', 'plus',
  'printer', 'rss', 'scale', 'search', 'send', 'split', 'tag', 'trash-2', 'triangle-alert', 'truck', 'undo-2', 'user',
  'users', 'wrench', 'x',
];

const root = `${dirname(import.meta.dirname)}/`;
const icons = `${root}assets/icons`;

function symbol(name: string, svg: string): string {
  const viewBox = /viewBox="([^"]+)"/.exec(svg)?.[1];
  const body = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(svg)?.[1];
  if (viewBox === undefined || body === undefined) throw new Error(`${name}.svg is not an icon`);
  const stroke = svg.includes('stroke="currentColor"')
    ? ' fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    : '';
  return `<symbol id="${name}" viewBox="${viewBox}"${stroke}>${body.replace(/\s*\n\s*/g, '')}</symbol>`;
}

const check = process.argv.includes('--check');

function put(file: string, text: string): void {
  if (!check) writeFileSync(`${icons}/${file}`, text);
  else if (readFileSync(`${icons}/${file}`, 'utf8') !== text) throw new Error(`assets/icons/${file} is out of date: run npm run icons`);
}

for (const name of LUCIDE) put(`${name}.svg`, readFileSync(`${root}node_modules/lucide-static/icons/${name}.svg`, 'utf8'));
const own = readdirSync(`${icons}/own`).map((file) => file.replace(/\.svg$/, ''));
const symbols = [
  ...LUCIDE.map((name) => symbol(name, readFileSync(`${icons}/${name}.svg`, 'utf8'))),
  ...own.map((name) => symbol(name, readFileSync(`${icons}/own/${name}.svg`, 'utf8'))),
];
const notice = '<!-- Lucide icons, ISC licence: see LICENSE.txt beside this file -->';
const sprite = ['<svg xmlns="http://www.w3.org/2000/svg">', notice, ...symbols, '</svg>', ''].join('\n');
put('sprite.svg', sprite);
console.log(`assets/icons/sprite.svg: ${symbols.length} icons`);
