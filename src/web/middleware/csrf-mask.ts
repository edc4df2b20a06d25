import { randomBytes } from 'node:crypto';

/** Each byte of the one turned over by that of the other. */
const crossed = (one: Buffer, other: Buffer): Buffer => Buffer.from(one.map((byte, at) => byte ^ (other[at] ?? 0)));

/**
 * A token (hexadecimal) behind a pad that is thrown afresh for every page: no page shows the same letters as the one
 * before, so the packed length of many pages tells nothing of the token (BREACH). Rails and Django do the same.
 */
export function masked(token: string): string {
  const bytes = Buffer.from(token, 'hex');
  const pad = randomBytes(bytes.length);
  return Buffer.concat([pad, crossed(pad, bytes)]).toString('base64url');
}

/** The token behind its pad; null of anything that `masked` cannot have written. */
export function unmasked(text: string): string | null {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length === 0 || bytes.length % 2 === 1 || bytes.toString('base64url') !== text) return null;
  const half = bytes.length / 2;
  return crossed(bytes.subarray(0, half), bytes.subarray(half)).toString('hex');
}
