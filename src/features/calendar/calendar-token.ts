import { createHash, randomBytes } from 'node:crypto';

/** The secret part of a person's calendar address. Only its hash is kept: neither table nor backup opens a calendar. */
export interface CalendarToken {
  personId: string;
  tokenHash: string;
  createdAt: Date;
}

const BYTES = 32;

/** A new token of 256 random bits. */
export const newToken = (): string => randomBytes(BYTES).toString('base64url');

/** SHA-256 of a token; null for what never was one. */
export const hashOf = (token: string): string | null =>
  /^[\w-]{43}$/.test(token) ? createHash('sha256').update(token).digest('hex') : null;
