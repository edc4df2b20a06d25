import sharp from 'sharp';
import { prepareFile } from '../../../src/features/files/index.ts';
import { contentTypeOf } from '../../../src/storage/content.ts';
import { reencodeImage } from '../../../src/storage/images.ts';
import { bomb, pdf, pictureOf, SVG, ZIP } from '../../support/sample-files.ts';

describe('what a file is', () => {
  test('its content says, not its name', async () => {
    expect(await contentTypeOf(await pictureOf('jpeg', 20, 10))).toBe('image/jpeg');
    expect(await contentTypeOf(await pictureOf('png', 20, 10))).toBe('image/png');
    expect(await contentTypeOf(await pictureOf('webp', 20, 10))).toBe('image/webp');
    expect(await contentTypeOf(pdf())).toBe('application/pdf');
  });
  const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
  test.each([
    ['an SVG called PNG', SVG], ['HTML', Buffer.from('<html><script>alert(1)</script>')], ['a GIF', gif], ['an archive', ZIP], ['nothing known', Buffer.alloc(5_000, 7)],
    ['a page before a PDF', Buffer.concat([Buffer.from('<script>alert(1)</script>'), pdf()])], ['half a PDF', pdf().subarray(0, 40)],
    ['a PDF that is an archive too', Buffer.concat([pdf(), ZIP])],
    ['a PDF with an archive inside', Buffer.concat([pdf(), ZIP, Buffer.from('\n%%EOF\n')])],
  ])('%s is not taken', async (_, bytes) => {
    expect(await contentTypeOf(bytes)).toBeNull();
  });
});

describe('a picture', () => {
  test('is made anew: upright, no larger than needed, without what the telephone wrote into it', async () => {
    const sent = await pictureOf('jpeg', 4_000, 1_000);
    expect((await sharp(sent).metadata()).exif).toBeDefined();
    const made = await reencodeImage(sent, 'image/jpeg');
    if (typeof made === 'string') throw new Error(made);
    // Orientation 6: it was taken with the telephone held upright.
    expect([made.width, made.height]).toEqual([500, 2_000]);
    const { exif, xmp, icc, orientation } = await sharp(made.bytes).metadata();
    expect([exif, xmp, icc, orientation]).toEqual([undefined, undefined, undefined, undefined]);
    expect(made.bytes.includes('Pielęgniarki')).toBe(false);
    expect(Math.max((await sharp(made.small).metadata()).width, (await sharp(made.small).metadata()).height)).toBe(480);
  });
  test('that is a page and an archive too is neither afterwards', async () => {
    const script = Buffer.from('<script>alert(1)</script>');
    const made = await reencodeImage(Buffer.concat([await pictureOf('jpeg', 50, 50), script, ZIP]), 'image/jpeg');
    if (typeof made === 'string') throw new Error(made);
    expect(made.bytes.includes(script)).toBe(false);
    expect(made.bytes.includes(ZIP.subarray(0, 4))).toBe(false);
  });
  test('that unpacks to far more than was sent is refused before it is unpacked', async () => {
    const before = process.memoryUsage.rss();
    expect(await reencodeImage(await bomb(60_000, 60_000), 'image/png')).toBe('too-many-pixels');
    expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000);
  });
  test('that is cut off is refused', async () => {
    const whole = await pictureOf('jpeg', 400, 400);
    expect(await reencodeImage(whole.subarray(0, whole.length - 200), 'image/jpeg')).toBe('broken');
    expect(await prepareFile({ name: 'a.png', bytes: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') })).toEqual({ fault: 'broken' });
  });
});

test.each([['empty', Buffer.alloc(0)], ['too-large', Buffer.alloc(10_000_001)], ['wrong-type', SVG]])('%s: said why', async (fault, bytes) => {
  expect(await prepareFile({ name: 'x.png', bytes })).toEqual({ fault });
});
