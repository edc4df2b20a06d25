import type { RequestHandler } from 'express';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { encodingFor, pack, THOROUGH, type Encoding } from './middleware/compression.ts';

const TEXTS = new Set(['.css', '.js', '.svg']);

/** Sheets, scripts and signs, packed once as small as they get; what else lies there, or is not wanted packed, is left to the next. */
export function packedAssets(directory: string, cacheFor: (url: string) => string): RequestHandler {
  const all = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const files = new Set(all.filter((name) => TEXTS.has(extname(name))).map((name) => `/${name.replaceAll('\\', '/')}`));
  const packed = new Map<string, Promise<Buffer>>();
  /* One that could not be read is tried again the next time. */
  const packOnce = (key: string, path: string, encoding: Encoding): Promise<Buffer> => {
    const bytes = readFile(join(directory, path)).then((read) => pack(read, encoding, THOROUGH));
    packed.set(key, bytes);
    bytes.catch(() => packed.delete(key));
    return bytes;
  };
  return async (req, res, next) => {
    const encoding = encodingFor(req);
    if (encoding === null || req.method !== 'GET' || !files.has(req.path)) return next();
    const key = `${encoding} ${req.path}`;
    const bytes = await (packed.get(key) ?? packOnce(key, req.path, encoding));
    res.vary('Accept-Encoding').type(extname(req.path)).set({ 'Cache-Control': cacheFor(req.url), 'Content-Encoding': encoding }).send(bytes);
  };
}
