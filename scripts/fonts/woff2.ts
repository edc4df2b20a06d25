import { brotliCompressSync, constants } from 'node:zlib';
import type { Tables } from './subset.ts';

/** Tags that the format knows by number (WOFF 2.0, W3C Recommendation of 2024, section 4.1), as far as needed here. */
const KNOWN = ['cmap', 'head', 'hhea', 'hmtx', 'maxp', 'name', 'OS/2', 'post', 'cvt ', 'fpgm', 'glyf', 'loca', 'prep', 'CFF ', 'VORG', 'EBDT', 'EBLC', 'gasp'];
const HEADER = 48;
/** Outlines as they are: version 3 of their transformation is none; for every other table none is version 0. */
const UNCHANGED_OUTLINES = 3 << 6;

const padded = (length: number): number => (length + 3) & ~3;

/* Big-endian groups of seven bits, all but the last with the high bit set. */
function base128(value: number): number[] {
  const groups = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) groups.unshift((rest & 0x7f) | 0x80);
  return groups;
}

function entryOf(tag: string, length: number): number[] {
  const known = KNOWN.indexOf(tag);
  if (known < 0) throw new RangeError(`no number for table ${tag}`);
  return [known | (tag === 'glyf' || tag === 'loca' ? UNCHANGED_OUTLINES : 0), ...base128(length)];
}

/** Packs the tables of a TrueType font; `loca` has to follow `glyf`. */
export function woff2Of(tables: Tables): Buffer {
  const data = Buffer.concat([...tables.values()]);
  const packed = brotliCompressSync(data, { params: {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_FONT,
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
  } });
  const directory = Buffer.from([...tables].flatMap(([tag, table]) => entryOf(tag, table.length)));
  const head = Buffer.alloc(HEADER);
  const length = padded(HEADER + directory.length + packed.length);
  const plain = [...tables.values()].reduce((sum, table) => sum + padded(table.length), 12 + 16 * tables.size);
  head.write('wOF2', 0, 'latin1');
  head.writeUInt32BE(0x0001_0000, 4);
  head.writeUInt32BE(length, 8);
  head.writeUInt16BE(tables.size, 12);
  head.writeUInt32BE(plain, 16);
  head.writeUInt32BE(packed.length, 20);
  head.writeUInt16BE(1, 24);
  return Buffer.concat([head, directory, packed, Buffer.alloc(length - HEADER - directory.length - packed.length)]);
}
