/**
 * Draws assets/images/share.png, what chats and social sites show beside a link to the exchange: in a browser, because
 * only there do our own fonts stand ready. Run it again when the name or the colours change.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { findChromium } from '../test/support/chromium.ts';

const WIDTH = 1200;
const HEIGHT = 630;
const COLOURS = 48;
const root = `${dirname(import.meta.dirname)}/`;

const font = (subset: string, weight: number): string => {
  const bytes = readFileSync(`${root}assets/fonts/ibm-plex-sans-${subset}-${weight}-normal.woff2`).toString('base64');
  const range = subset === 'latin' ? 'U+0000-00FF, U+2000-206F' : 'U+0100-02BA';
  return `@font-face { font-family: Plex; font-weight: ${weight}; src: url(data:font/woff2;base64,${bytes}); unicode-range: ${range}; }`;
};
const fonts = ['latin', 'latin-ext'].flatMap((subset) => [400, 600].map((weight) => font(subset, weight))).join('\n');
const mark = readFileSync(`${root}assets/icons/own/mark.svg`, 'utf8');

const page = `<!DOCTYPE html><html lang="pl"><style>
  ${fonts}
  * { box-sizing: border-box; margin: 0; }
  body { width: ${WIDTH}px; height: ${HEIGHT}px; padding: 88px 96px; background: #0b4f5c; color: #fff; font-family: Plex; }
  .mark { width: 96px; height: 96px; color: #fff; }
  .mark svg { width: 100%; height: 100%; }
  h1 { margin-top: 28px; font-size: 88px; font-weight: 600; letter-spacing: -.02em; line-height: 1.05; }
  p { margin-top: 24px; font-size: 36px; line-height: 1.3; color: #d5e9ec; }
  .bar { display: flex; gap: 4px; height: 28px; margin-top: 64px; }
  .bar i { background: #7fd0db; } .bar i + i { background: #4b929d; } .bar i + i + i { background: none; border: 3px solid #ffb35c; }
</style><body>
  <div class="mark">${mark}</div>
  <h1>Giełda kooperacji</h1>
  <p>Szpitale mówią, czego im brakuje. Firmy – co mogą zrobić.</p>
  <div class="bar"><i style="width:38%"></i><i style="width:24%"></i><i style="width:38%"></i></div>
</body></html>`;

const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox'] });
const view = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
await view.setContent(page);
await view.evaluate('document.fonts.ready');
const png = await sharp(await view.screenshot()).png({ palette: true, colours: COLOURS, compressionLevel: 9 }).toBuffer();
await browser.close();
writeFileSync(`${root}assets/images/share.png`, png);
console.log(`assets/images/share.png: ${png.length} bytes`);
