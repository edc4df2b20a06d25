/**
 * Pictures of every page that the browser tests know, as its reader sees it: `npm run screenshots`. Takes them in both
 * languages, at 360, 768 and 1280 pixels, light and dark, into `var/screenshots` or the folder given, with an index.html
 * of thumbnails. `-- [folder] --only board --lang pl --width 360,768 --scheme dark` takes fewer. Ends with 1 and a list
 * when a page scrolls sideways, complains (scripts, content security policy) or answers otherwise than it should.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { placesOf } from '../../test/browser/places.ts';
import { CHROMIUM, launch } from '../../test/support/browser.ts';
import { startExchange } from '../../test/support/exchange.ts';
import startCluster from '../../test/support/global-setup.ts';
import stopCluster from '../../test/support/global-teardown.ts';
import { contactSheet, type Shot } from './contact-sheet.ts';
import { isWanted, shotOptions, type ShotOptions } from './options.ts';
import { shootAll } from './shoot.ts';

async function takeAll(options: ShotOptions): Promise<Shot[]> {
  const exchange = await startExchange({ seed: 'demo' });
  const browser = await launch();
  try {
    const all = (await placesOf(exchange)).map((place, i) => ({ ...place, number: i + 1 }));
    const places = all.filter((place) => isWanted(options, place));
    if (places.length === 0) throw new Error(`no page is called ${options.only ?? ''}: ${all.map(({ name }) => name).join(' · ')}`);
    return await shootAll({ exchange, browser, options, onShot: ({ file }) => console.log(file) }, places);
  } finally {
    await browser.close();
    await exchange.close();
  }
}

async function run(): Promise<boolean> {
  const options = shotOptions(process.argv.slice(2));
  if (CHROMIUM === null) throw new Error('no Chromium found: put one on the path, or name it in CHROMIUM');
  await startCluster();
  try {
    const shots = await takeAll(options);
    await writeFile(join(options.folder, 'index.html'), contactSheet(shots));
    const faulty = shots.filter(({ faults }) => faults.length > 0);
    console.log(`${shots.length} pictures: ${join(options.folder, 'index.html')}`);
    for (const { file, faults } of faulty) console.log(`  ${file}: ${faults.join('; ')}`);
    return faulty.length === 0;
  } finally {
    await stopCluster();
  }
}

run().then(
  (ok) => {
    process.exitCode = ok ? 0 : 1;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
