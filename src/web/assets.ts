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
  /** What stands between the browser and the exchange, see `assets/js/offline-worker.js`. */
  offlineWorker: string;
  /** Signing in by a passkey, and the library it uses. */
  passkeys: string;
  webauthn: string;
}

const OFFLINE_WORKER = 'js/offline-worker.js';

/** Addresses of the style sheet and the script; they change with the content, so browsers may keep them for a year. */
export function assetsOf(directory: string): Assets {
  const address = (file: string, ...readBesides: string[]) => {
    const hash = createHash('sha256');
    for (const one of [file, ...readBesides]) hash.update(readFileSync(join(directory, one)));
    return `/assets/${file}?v=${hash.digest('hex').slice(0, 12)}`;
  };
  return {
    css: address('css/app.css'), js: address('js/app.js'),
    // The page that it keeps names the sheet and the script: with them it is fetched anew.
    offlineWorker: address(OFFLINE_WORKER, 'css/app.css', 'js/app.js'), search: address('js/search.js'),
    embedCss: address('css/embed.css'), embedJs: address('js/embed-frame.js'),
    passkeys: address('js/passkeys.js'), webauthn: address('js/vendor/simplewebauthn-browser.js'),
  };
}

const YEAR = 31_536_000;
const HOUR = 3_600;

/* Addresses with a version, and fonts, never change what they stand for. */
const cacheFor = (url: string): string =>
  (url.includes('?v=') || url.endsWith('.woff2') ? `public, max-age=${YEAR}, immutable` : `public, max-age=${HOUR}`);

/* A service worker stands before addresses below its own, unless its server allows more. */
const allowAllAddresses: RequestHandler = (req, res, next) => {
  if (req.path === `/${OFFLINE_WORKER}`) res.setHeader('Service-Worker-Allowed', '/');
  next();
};

export function serveAssets(directory: string): RequestHandler[] {
  const plain = express.static(directory, {
    index: false,
    dotfiles: 'ignore',
    redirect: false,
    setHeaders: (res) => void res.setHeader('Cache-Control', cacheFor(res.req.url)),
  });
  return [allowAllAddresses, packedAssets(directory, cacheFor), plain];
}
