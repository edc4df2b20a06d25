import type { ImageType } from './images.ts';

export type ContentType = ImageType | 'application/pdf';

const ACCEPTED: readonly ContentType[] = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'];
/** As much as the detector ever looks at. */
const HEAD = 4_100;
/** PDF 1.7, implementation note 18: the end mark stands in the last 1024 bytes. */
const PDF_TAIL = 1_024;
/** End-of-central-directory record of a ZIP archive: at most 22 bytes and a comment of 64 KiB before the end of a file. */
const ZIP_END = Buffer.from('PK\u0005\u0006', 'latin1');
const ZIP_TAIL = 65_557;

/** A PDF from its first byte to its end mark, and nothing that is an archive too. */
function isWholePdf(bytes: Buffer): boolean {
  const begins = bytes.subarray(0, 5).toString('latin1') === '%PDF-';
  const ends = bytes.subarray(-PDF_TAIL).includes('%%EOF');
  return begins && ends && !bytes.subarray(-ZIP_TAIL).includes(ZIP_END);
}

/** What a file is by its content, whatever its name says; null for anything that is not taken. */
export async function contentTypeOf(bytes: Buffer): Promise<ContentType | null> {
  // Slow to load and not needed before the first file.
  const { fileTypeFromBuffer } = await import('file-type');
  const detected = await fileTypeFromBuffer(bytes.subarray(0, HEAD)).catch(() => undefined);
  const type = ACCEPTED.find((accepted) => accepted === detected?.mime) ?? null;
  return type === 'application/pdf' && !isWholePdf(bytes) ? null : type;
}
