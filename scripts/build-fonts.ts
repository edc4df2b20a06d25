/**
 * Makes assets/fonts/exchange-sans-{400,600}.woff2: the letters of Polish and English, digits and signs of IBM Plex Sans
 * in one small file per weight, so that a first visit on a phone is quick. Rare letters still come from the whole fonts.
 * The Open Font License (assets/fonts/OFL.txt) reserves the name "Plex": the cut fonts call themselves otherwise.
 * With `--check` nothing is written: fails when a committed file is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { sfntOf } from '../src/templates/pdf/sfnt.ts';
import { subset, tablesOf } from './fonts/subset.ts';
import { woff2Of } from './fonts/woff2.ts';

const ASCII = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join('');
const LETTERS = 'ąćęłńóśźżĄĆĘŁŃÓŚŹŻ';
const SIGNS = '\u00a0„”“‘’–—…·×°²³€§«»±•−';
const folder = `${dirname(import.meta.dirname)}/assets/fonts/`;
const check = process.argv.includes('--check');

/* The five names that say where it comes from and under what terms (OpenType 1.9, name; Windows, English). */
function nameTable(weight: number): Buffer {
  const names: [number, string][] = [
    [0, 'Copyright 2017 IBM Corp. Cut from IBM Plex Sans for the cooperation exchange.'], [1, 'Exchange Sans'], [2, weight > 400 ? 'SemiBold' : 'Regular'],
    [13, 'This Font Software is licensed under the SIL Open Font License, Version 1.1.'], [14, 'https://openfontlicense.org'],
  ];
  const texts = names.map(([, text]) => Buffer.from(text, 'utf16le').swap16());
  const head = Buffer.alloc(6 + names.length * 12);
  head.writeUInt16BE(names.length, 2);
  head.writeUInt16BE(head.length, 4);
  let offset = 0;
  names.forEach(([id], at) => {
    const length = texts[at]?.length ?? 0;
    [3, 1, 0x409, id, length, offset].forEach((value, word) => head.writeUInt16BE(value, 6 + at * 12 + word * 2));
    offset += length;
  });
  return Buffer.concat([head, ...texts]);
}

for (const weight of [400, 600]) {
  const font = (set: string) => tablesOf(sfntOf(readFileSync(`${folder}ibm-plex-sans-${set}-${weight}-normal.woff`)));
  const bytes = woff2Of(subset([font('latin'), font('latin-ext')], ASCII + LETTERS + SIGNS, nameTable(weight)));
  const file = `exchange-sans-${weight}.woff2`;
  if (!check) writeFileSync(`${folder}${file}`, bytes);
  else if (!readFileSync(`${folder}${file}`).equals(bytes)) throw new Error(`${file} is out of date: run scripts/build-fonts.ts`);
  console.log(`assets/fonts/${file}: ${bytes.length} bytes`);
}
