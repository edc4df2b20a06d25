import sharp from 'sharp';

/** A picture of one colour; JPEGs say where they were taken, as a telephone's do. */
export function pictureOf(type: 'jpeg' | 'png' | 'webp', width: number, height: number): Promise<Buffer> {
  const picture = sharp({ create: { width, height, channels: 3, background: '#0b4f5c' } });
  if (type !== 'jpeg') return picture.toFormat(type).toBuffer();
  return picture.jpeg().withExif({ IFD0: { Make: 'Telefon Pielęgniarki', Copyright: 'x' }, IFD3: { GPSLatitude: '53/1 7/1 0/1' } }).withMetadata({ orientation: 6 }).toBuffer();
}

/** The smallest thing that is a PDF from beginning to end. */
export const pdf = (content = ''): Buffer =>
  Buffer.from(`%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n${content}\ntrailer<</Root 1 0 R>>\n%%EOF\n`, 'latin1');

/** An empty ZIP archive: its end record alone. */
export const ZIP = Buffer.from(`PK\u0005\u0006${'\0'.repeat(18)}`, 'latin1');

export const SVG = Buffer.from(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>`);

/** A PNG that says it is this large: what unpacks to far more than was sent. */
export async function bomb(width: number, height: number): Promise<Buffer> {
  const bytes = Buffer.from(await pictureOf('png', 8, 8));
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.writeUInt32BE(crc(bytes.subarray(12, 29)), 29);
  return bytes;
}

/** CRC-32 of a PNG chunk (PNG specification, annex D). */
function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}
