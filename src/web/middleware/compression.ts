import type { Request, RequestHandler, Response } from 'express';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync, type BrotliOptions, type InputType } from 'node:zlib';

/** Below this the head of an answer outweighs what could be saved. */
const SMALLEST = 1_000;
const COMPRESSIBLE = /^(text\/|image\/svg)|json|xml|javascript/;
/**
 * Answers made for one reader are packed quickly: half the work for a twentieth more than the usual quality. They are
 * hardly longer than the window; a wider one would take megabytes for each answer being packed.
 */
const QUICK: BrotliOptions['params'] = { [constants.BROTLI_PARAM_QUALITY]: 3, [constants.BROTLI_PARAM_LGWIN]: 16 };
/** Files that many fetch are packed as small as can be. */
export const THOROUGH: BrotliOptions['params'] = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };

export type Encoding = 'br' | 'gzip';

/** How it is packed for this reader, better before worse: browsers name what they take, the oldest first. Null: not at all. */
export const encodingFor = (req: Request): Encoding | null =>
  (['br', 'gzip'] as const).find((encoding) => req.acceptsEncodings(encoding) === encoding) ?? null;

/** The bytes packed; `params` count for brotli. */
export function pack(bytes: InputType, encoding: Encoding, params = QUICK): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, packed: Buffer): void => (error ? reject(error) : resolve(packed));
    if (encoding === 'gzip') gzip(bytes, done);
    else brotliCompress(bytes, { params }, done);
  });
}

/**
 * Up to so many bytes an answer is packed where it was made: to hand it to another thread costs more than to pack it, and
 * memory for each that is being packed (decision 32). Larger ones would make others wait.
 */
const AT_ONCE = 128 * 1_024;

function packQuickly(bytes: Buffer, encoding: Encoding): Buffer | Promise<Buffer> {
  if (bytes.length > AT_ONCE) return pack(bytes, encoding);
  return encoding === 'gzip' ? gzipSync(bytes, { level: 3 }) : brotliCompressSync(bytes, { params: QUICK });
}

const bytesOf = (chunk: unknown, encoding: unknown): Buffer | null => {
  if (Buffer.isBuffer(chunk)) return chunk;
  return typeof chunk === 'string' ? Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8') : null;
};

const isWorthIt = (res: Response, bytes: Buffer): boolean =>
  !res.headersSent && res.statusCode !== 304 && bytes.length >= SMALLEST && !res.hasHeader('Content-Encoding')
  && COMPRESSIBLE.test(String(res.getHeader('Content-Type') ?? ''));

const hasSession = (req: Request): boolean => /(?:^|;\s*)(?:__Host-)?sid=/.test(req.headers.cookie ?? '');

/* A link of ours, or the address typed. An old browser does not tell. */
const isOwnStep = (req: Request): boolean => /^(?:same-origin|none)$/.test(req.get('sec-fetch-site') ?? '');

/**
 * Packs pages. One for somebody signed in holds what others must not know beside words that others can choose (the
 * search), and its packed length tells the one through the other (BREACH). So it is packed only when nobody else can have
 * chosen its address: the browser says that the step came from our own page or from its user. The CSRF token is masked
 * besides. A proxy in front packs nothing.
 */
export const compression: RequestHandler = (req, res, next) => {
  res.vary('Accept-Encoding');
  const encoding = encodingFor(req);
  if (encoding === null || (hasSession(req) && !isOwnStep(req))) return next();
  const end = res.end.bind(res) as (...given: unknown[]) => Response;
  res.end = ((...given: unknown[]): Response => {
    const bytes = bytesOf(given[0], given[1]);
    if (req.method === 'HEAD' || bytes === null || !isWorthIt(res, bytes)) return end(...given);
    const endPacked = (packed: Buffer): void => {
      res.setHeader('Content-Encoding', encoding);
      res.setHeader('Content-Length', packed.length);
      end(packed);
    };
    const packed = packQuickly(bytes, encoding);
    if (Buffer.isBuffer(packed)) endPacked(packed);
    else void packed.then(endPacked, () => end(bytes));
    return res;
  }) as Response['end'];
  next();
};
