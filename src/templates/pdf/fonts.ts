import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { coverageOf, sfntOf } from './sfnt.ts';

export type Weight = 'regular' | 'bold';

/** One font file: a part of the typeface, and the characters it draws. */
export interface Face {
  name: string;
  sfnt: Buffer;
  draws(character: string): boolean;
}

/** A typeface comes in parts, Western letters and the others, of which a word may need both. */
export type Typeface = Readonly<Record<Weight, readonly Face[]>>;

/** Characters that one face draws. */
export interface Run {
  face: Face;
  text: string;
}

const FILES: Readonly<Record<Weight, number>> = { regular: 400, bold: 600 };
const PARTS = ['latin', 'latin-ext'];

function faceOf(file: string): Face {
  const sfnt = sfntOf(readFileSync(file));
  const ranges = coverageOf(sfnt);
  return {
    name: file,
    sfnt,
    draws(character) {
      const code = character.codePointAt(0) ?? 0;
      return ranges.some(([from, to]) => from <= code && code <= to);
    },
  };
}

/** Reads the typeface of the pages from `assets/fonts`; once, and only when the first document is made. */
export function typefaceOf(folder: string): () => Typeface {
  let read: Typeface | null = null;
  const faces = (weight: Weight): Face[] => PARTS.map((part) => faceOf(join(folder, `ibm-plex-sans-${part}-${FILES[weight]}-normal.woff`)));
  return () => (read ??= { regular: faces('regular'), bold: faces('bold') });
}

const UNKNOWN = '?';

/** A text cut where another face has to take over; characters that none of them draws become question marks. */
export function runsOf(text: string, faces: readonly Face[]): Run[] {
  const runs: Run[] = [];
  for (const character of text.normalize('NFC')) {
    const last = runs.at(-1);
    // Spaces are in every face: they stay with the word before.
    const face = last?.face.draws(character) ? last.face : faces.find((one) => one.draws(character));
    const drawn = face ? character : UNKNOWN;
    const by = face ?? faces[0];
    if (!by) throw new RangeError('a typeface without faces');
    if (last?.face === by) last.text += drawn;
    else runs.push({ face: by, text: drawn });
  }
  return runs;
}
