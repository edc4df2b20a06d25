import type { RequestHandler } from 'express';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { constants } from 'node:zlib';
import { encodingFor, pack } from './middleware/compression.ts';

const TEXTS = new Set(['.css', '.js', '.svg']);

/** Sheets, scripts and signs, packed once as small as they get; what else lies there, or is not wanted packed, is left to the next. */
export function packedAssets(directory: string, cacheFor: (url: string) => string): RequestHandler {
  const all = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const files = new Set(all.filter((name) => TEXTS.has(extname(name))).map((name) => `/${name.replaceAll('\\', '/')}`));
  const packed = new Map<string, Promise<Buffer>>();
  return async (req, res, next) => {
    const encoding = encodingFor(req);
    if (encoding === null || req.method !== 'GET' || !files.has(req.path)) return next();
    const key = `${encoding} ${req.path}`;
    const known = packed.get(key) ?? readFile(join(directory, req.path)).then((bytes) => pack(bytes, encoding, constants.BROTLI_MAX_QUALITY));
    packed.set(key, known);
    const bytes = await known;
    res.vary('Accept-Encoding').type(extname(req.path)).set({ 'Cache-Control': cacheFor(req.url), 'Content-Encoding': encoding }).send(bytes);
  };
}
