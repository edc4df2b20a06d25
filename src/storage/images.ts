import type sharpLibrary from 'sharp';
import type { Sharp } from 'sharp';

export type ImageType = 'image/jpeg' | 'image/png' | 'image/webp';

export interface Image {
  bytes: Buffer;
  width: number;
  height: number;
}

export interface ReencodedImage extends Image {
  /** A small WebP of the same picture, for lists. */
  small: Buffer;
}

/** Longest side in pixels: enough to read a drawing on a screen, small enough for a phone. */
const LONGEST_SIDE = 2_000;
const SMALL_SIDE = 480;
/** A telephone makes up to 50 megapixels; a bomb unpacks to far more. */
export const MAX_PIXELS = 60_000_000;

type Library = typeof sharpLibrary;
let library: Promise<Library> | null = null;

/** Loaded with the first picture: most processes never see one. */
function load(): Promise<Library> {
  library ??= import('sharp').then(({ default: sharp }) => {
    sharp.concurrency(1);
    sharp.cache(false);
    return sharp;
  });
  return library;
}

// One picture at a time leaves the other processor to those who read pages.
let turn: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(work, work);
  turn = mine.catch(() => undefined);
  return mine;
}

const open = async (bytes: Buffer): Promise<{ picture: Sharp }> => {
  const sharp = await load();
  return { picture: sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true }) };
};

/** Upright, within the size, without metadata (sharp keeps none unless asked), in the format it came in. */
async function reencode(bytes: Buffer, type: ImageType): Promise<ReencodedImage> {
  const picture = (await open(bytes)).picture.autoOrient().resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true });
  const formats = {
    'image/jpeg': () => picture.jpeg({ quality: 82, mozjpeg: true }),
    'image/png': () => picture.png({ compressionLevel: 9 }),
    'image/webp': () => picture.webp({ quality: 82 }),
  };
  const { data, info } = await formats[type]().toBuffer({ resolveWithObject: true });
  const reduced = (await open(data)).picture.resize(SMALL_SIDE, SMALL_SIDE, { fit: 'inside', withoutEnlargement: true });
  return { bytes: data, width: info.width, height: info.height, small: await reduced.webp({ quality: 74 }).toBuffer() };
}

/**
 * Makes a new picture from the pixels of an uploaded one; whatever else was in the file is gone.
 * `too-many-pixels` and `broken` when there is no picture to be had.
 */
export async function reencodeImage(bytes: Buffer, type: ImageType): Promise<ReencodedImage | 'too-many-pixels' | 'broken'> {
  // That the library is not there is no fault of the picture.
  const sharp = await load();
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > MAX_PIXELS) return 'too-many-pixels';
    return await inTurn(() => reencode(bytes, type));
  } catch {
    return 'broken';
  }
}
