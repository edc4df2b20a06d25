/**
 * Cuts TrueType fonts down to the characters that pages use (OpenType 1.9: cmap, glyf, loca, hmtx). Layout tables go:
 * digits of IBM Plex Sans have one width as they are, and the rest of what they do is kerning.
 */

/** Tables of a font by tag. */
export type Tables = Map<string, Buffer>;

const HEADER = 12;
const ENTRY = 16;

/** @throws RangeError for a font without a table that is needed */
export function tablesOf(sfnt: Buffer): Tables {
  return new Map(Array.from({ length: sfnt.readUInt16BE(4) }, (_, at) => {
    const entry = HEADER + at * ENTRY;
    const offset = sfnt.readUInt32BE(entry + 8);
    return [sfnt.toString('latin1', entry, entry + 4), sfnt.subarray(offset, offset + sfnt.readUInt32BE(entry + 12))];
  }));
}

const table = (tables: Tables, tag: string): Buffer => {
  const found = tables.get(tag);
  if (!found) throw new RangeError(`font without ${tag}`);
  return found;
};

/** Glyph of a character by the `cmap` subtable of format 4; 0 where the font has none. */
function glyphOf(tables: Tables, code: number): number {
  const cmap = table(tables, 'cmap');
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, at) => cmap.subarray(cmap.readUInt32BE(4 + at * 8 + 4)));
  const format4 = subtables.find((one) => one.readUInt16BE(0) === 4);
  if (!format4) throw new RangeError('font without a cmap of format 4');
  const segments = format4.readUInt16BE(6) / 2;
  const at = Array.from({ length: segments }, (_, i) => i).find((i) => format4.readUInt16BE(14 + i * 2) >= code);
  if (at === undefined) return 0;
  const [start, delta, range] = [1, 2, 3].map((part) => 16 + segments * 2 * part + at * 2) as [number, number, number];
  if (format4.readUInt16BE(start) > code) return 0;
  const offset = format4.readUInt16BE(range);
  const shift = format4.readInt16BE(delta);
  if (offset === 0) return (code + shift) & 0xffff;
  const glyph = format4.readUInt16BE(range + offset + (code - format4.readUInt16BE(start)) * 2);
  return glyph === 0 ? 0 : (glyph + shift) & 0xffff;
}

function outlineOf(tables: Tables, glyph: number): Buffer {
  const [loca, glyf] = [table(tables, 'loca'), table(tables, 'glyf')];
  const long = table(tables, 'head').readInt16BE(50) === 1;
  const at = (index: number): number => (long ? loca.readUInt32BE(index * 4) : loca.readUInt16BE(index * 2) * 2);
  return glyf.subarray(at(glyph), at(glyph + 1));
}

function metricsOf(tables: Tables, glyph: number): { advance: number; bearing: number } {
  const hmtx = table(tables, 'hmtx');
  const full = table(tables, 'hhea').readUInt16BE(34);
  const advance = hmtx.readUInt16BE(Math.min(glyph, full - 1) * 4);
  return { advance, bearing: hmtx.readInt16BE(glyph < full ? glyph * 4 + 2 : full * 4 + (glyph - full) * 2) };
}

const [WORDS, SCALE, MORE, TWO_SCALES, MATRIX] = [0x01, 0x08, 0x20, 0x40, 0x80];

/* Places of the glyph numbers inside a composite outline. */
function componentsOf(outline: Buffer): number[] {
  if (outline.length === 0 || outline.readInt16BE(0) >= 0) return [];
  const places: number[] = [];
  for (let at = 10; ;) {
    const flags = outline.readUInt16BE(at);
    places.push(at + 2);
    const scale = flags & SCALE ? 2 : flags & TWO_SCALES ? 4 : flags & MATRIX ? 8 : 0;
    at += 4 + (flags & WORDS ? 4 : 2) + scale;
    if (!(flags & MORE)) return places;
  }
}

interface Glyph {
  font: Tables;
  id: number;
}

/* Glyphs in their new order, each once, with the parts of composite ones behind them. */
class Collected {
  readonly glyphs: Glyph[] = [];
  readonly #known = new Map<string, number>();
  readonly #fonts: readonly Tables[];

  constructor(fonts: readonly Tables[]) {
    this.#fonts = fonts;
  }

  add(font: Tables, id: number): number {
    const key = `${this.#fonts.indexOf(font)} ${id}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.glyphs.length);
    return this.glyphs.push({ font, id }) - 1;
  }

  /** Outlines with the new numbers of their parts; grows while it goes. */
  outlines(): Buffer[] {
    const made: Buffer[] = [];
    for (let at = 0; at < this.glyphs.length; at += 1) {
      const { font, id } = this.glyphs[at] as Glyph;
      const outline = Buffer.from(outlineOf(font, id));
      for (const place of componentsOf(outline)) outline.writeUInt16BE(this.add(font, outline.readUInt16BE(place)), place);
      made.push(outline);
    }
    return made;
  }
}

/* One segment per run of neighbouring characters whose glyphs follow one another too. */
function cmapOf(glyphs: ReadonlyMap<number, number>): Buffer {
  const runs: { start: number; end: number; delta: number }[] = [];
  for (const [code, glyph] of [...glyphs].sort(([a], [b]) => a - b)) {
    const last = runs.at(-1);
    if (last && last.end === code - 1 && last.delta === glyph - code) last.end = code;
    else runs.push({ start: code, end: code, delta: glyph - code });
  }
  runs.push({ start: 0xffff, end: 0xffff, delta: 1 });
  const words = (values: readonly number[]): number[] => values.map((value) => value & 0xffff);
  const power = 2 ** Math.floor(Math.log2(runs.length));
  const body = [
    runs.length * 2, power * 2, Math.log2(power), (runs.length - power) * 2,
    ...runs.map(({ end }) => end), 0, ...runs.map(({ start }) => start), ...words(runs.map(({ delta }) => delta)), ...runs.map(() => 0),
  ];
  const whole = [0, 1, 3, 1, 0, 12, 4, 6 + body.length * 2, 0, ...body];
  const bytes = Buffer.alloc(whole.length * 2);
  whole.forEach((value, at) => bytes.writeUInt16BE(value, at * 2));
  return bytes;
}

function changed(source: Buffer, change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(source);
  change(copy);
  return copy;
}

/**
 * The characters of `text` out of the first font that has each; measures and names of style come from the first font.
 * `name` is the new font's `name` table. @throws RangeError for a character that no font has
 */
export function subset(fonts: readonly [Tables, ...Tables[]], text: string, name: Buffer): Tables {
  const [first] = fonts;
  const collected = new Collected(fonts);
  collected.add(first, 0);
  const codes = [...new Set(text)].map((character) => character.codePointAt(0) ?? 0).sort((a, b) => a - b);
  const glyphs = new Map(codes.map((code) => {
    const font = fonts.find((one) => glyphOf(one, code) !== 0);
    if (!font) throw new RangeError(`no font has U+${code.toString(16)}`);
    return [code, collected.add(font, glyphOf(font, code))];
  }));
  const outlines = collected.outlines().map((outline) => Buffer.concat([outline, Buffer.alloc(outline.length % 2)]));
  const count = outlines.length;
  const loca = Buffer.alloc((count + 1) * 2);
  let end = 0;
  outlines.forEach((outline, at) => loca.writeUInt16BE((end += outline.length) / 2, (at + 1) * 2));
  const hmtx = Buffer.alloc(count * 4);
  collected.glyphs.forEach(({ font, id }, at) => {
    const { advance, bearing } = metricsOf(font, id);
    hmtx.writeUInt16BE(advance, at * 4);
    hmtx.writeInt16BE(bearing, at * 4 + 2);
  });
  return new Map([
    ['OS/2', changed(table(first, 'OS/2'), (os2) => {
      os2.writeUInt16BE(codes[0] ?? 0, 64);
      os2.writeUInt16BE(codes.at(-1) ?? 0, 66);
    })],
    ['cmap', cmapOf(glyphs)],
    ['gasp', table(first, 'gasp')],
    ['glyf', Buffer.concat(outlines)],
    ['loca', loca],
    ['head', changed(table(first, 'head'), (head) => {
      head.writeUInt32BE(0, 8);
      head.writeInt16BE(0, 50);
    })],
    ['hhea', changed(table(first, 'hhea'), (hhea) => hhea.writeUInt16BE(count, 34))],
    ['hmtx', hmtx],
    ['maxp', changed(table(first, 'maxp'), (maxp) => maxp.writeUInt16BE(count, 4))],
    ['name', name],
    ['post', changed(table(first, 'post').subarray(0, 32), (post) => post.writeUInt32BE(0x0003_0000, 0))],
  ]);
}
