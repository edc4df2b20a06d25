import express, { type RequestHandler } from 'express';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packedAssets } from './packed-assets.ts';

export interface Assets {
  css: string;
  js: string;
  /** The board's search while typing. */
  search: string;
  /** The sheet and the script of the board inside other sites. */
  embedCss: string;
  embedJs: string;
  /** Signing in by a passkey, and the library it uses. */
  passkeys: string;
  webauthn: string;
}

/** Addresses of the style sheet and the script; they change with the content, so browsers may keep them for a year. */
export function assetsOf(directory: string): Assets {
  const address = (file: string) => {
    const hash = createHash('sha256').update(readFileSync(join(directory, file))).digest('hex').slice(0, 12);
    return `/assets/${file}?v=${hash}`;
  };
  return {
    css: address('css/app.css'), js: address('js/app.js'), search: address('js/search.js'),
    embedCss: address('css/embed.css'), embedJs: address('js/embed-frame.js'),
    passkeys: address('js/passkeys.js'), webauthn: address('js/vendor/simplewebauthn-browser.js'),
  };
}

const YEAR = 31_536_000;
const HOUR = 3_600;

/* Addresses with a version, and fonts, never change what they stand for. */
const cacheFor = (url: string): string =>
  (url.includes('?v=') || url.endsWith('.woff2') ? `public, max-age=${YEAR}, immutable` : `public, max-age=${HOUR}`);

export function serveAssets(directory: string): RequestHandler[] {
  const plain = express.static(directory, {
    index: false,
    dotfiles: 'ignore',
    redirect: false,
    setHeaders: (res) => void res.setHeader('Cache-Control', cacheFor(res.req.url)),
  });
  return [packedAssets(directory, cacheFor), plain];
}
