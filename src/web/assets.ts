import express, { type RequestHandler } from 'express';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Assets {
  css: string;
  js: string;
}

/** Addresses of the style sheet and the script; they change with the content, so browsers may keep them for a year. */
export function assetsOf(directory: string): Assets {
  const address = (file: string) => {
    const hash = createHash('sha256').update(readFileSync(join(directory, file))).digest('hex').slice(0, 12);
    return `/assets/${file}?v=${hash}`;
  };
  return { css: address('css/app.css'), js: address('js/app.js') };
}

const YEAR = 31_536_000;
const HOUR = 3_600;

export function serveAssets(directory: string): RequestHandler {
  return express.static(directory, {
    index: false,
    dotfiles: 'ignore',
    redirect: false,
    setHeaders: (res, path) => {
      const keep = res.req.url.includes('?v=') || path.endsWith('.woff2');
      res.setHeader('Cache-Control', keep ? `public, max-age=${YEAR}, immutable` : `public, max-age=${HOUR}`);
    },
  });
}
