import { inflateSync } from 'node:zlib';

const WOFF = 0x774f4646;
const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;

interface Table {
  tag: string;
  checksum: number;
  data: Buffer;
}

function tablesOf(woff: Buffer): Table[] {
  return Array.from({ length: woff.readUInt16BE(12) }, (_, at) => {
    const entry = WOFF_HEADER + at * WOFF_ENTRY;
    const [offset, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(entry + field)) as [number, number, number];
    const bytes = woff.subarray(offset, offset + packed);
    return {
      tag: woff.toString('latin1', entry, entry + 4),
      checksum: woff.readUInt32BE(entry + 16),
      data: packed < length ? inflateSync(bytes) : bytes,
    };
  });
}

const padded = (length: number): number => (length + 3) & ~3;

/**
 * A font file of the web (WOFF 1.0, W3C Recommendation of 2012, sections 3 to 5) as the plain sfnt inside it, which is
 * what a PDF embeds. @throws RangeError for anything else
 */
export function sfntOf(woff: Buffer): Buffer {
  if (woff.length < WOFF_HEADER || woff.readUInt32BE(0) !== WOFF) throw new RangeError('not a WOFF font');
  const tables = tablesOf(woff);
  const log = Math.floor(Math.log2(tables.length));
  const head = Buffer.alloc(SFNT_HEADER + tables.length * SFNT_ENTRY);
  head.writeUInt32BE(woff.readUInt32BE(4), 0);
  head.writeUInt16BE(tables.length, 4);
  head.writeUInt16BE(2 ** log * 16, 6);
  head.writeUInt16BE(log, 8);
  head.writeUInt16BE((tables.length - 2 ** log) * 16, 10);
  const parts: Buffer[] = [head];
  let offset = head.length;
  for (const [at, { tag, checksum, data }] of tables.entries()) {
    const entry = SFNT_HEADER + at * SFNT_ENTRY;
    head.write(tag, entry, 'latin1');
    head.writeUInt32BE(checksum, entry + 4);
    head.writeUInt32BE(offset, entry + 8);
    head.writeUInt32BE(data.length, entry + 12);
    parts.push(data, Buffer.alloc(padded(data.length) - data.length));
    offset += padded(data.length);
  }
  return Buffer.concat(parts);
}

function tableAt(sfnt: Buffer, tag: string): number {
  for (let at = 0; at < sfnt.readUInt16BE(4); at += 1) {
    const entry = SFNT_HEADER + at * SFNT_ENTRY;
    if (sfnt.toString('latin1', entry, entry + 4) === tag) return sfnt.readUInt32BE(entry + 8);
  }
  throw new RangeError(`font without ${tag}`);
}

/** The first and the last code points of what a font draws, by its `cmap` subtable of format 4 (OpenType 1.9). */
export function coverageOf(sfnt: Buffer): [number, number][] {
  const cmap = tableAt(sfnt, 'cmap');
  const starts = Array.from({ length: sfnt.readUInt16BE(cmap + 2) }, (_, at) => cmap + sfnt.readUInt32BE(cmap + 4 + at * 8 + 4));
  const table = starts.find((start) => sfnt.readUInt16BE(start) === 4);
  if (table === undefined) throw new RangeError('font without a cmap of format 4');
  const bytes = sfnt.readUInt16BE(table + 6); // twice the number of segments
  return Array.from({ length: bytes / 2 }, (_, at): [number, number] => {
    const end = table + 14 + at * 2;
    return [sfnt.readUInt16BE(end + bytes + 2), sfnt.readUInt16BE(end)];
  }).filter(([start]) => start !== 0xffff);
}
