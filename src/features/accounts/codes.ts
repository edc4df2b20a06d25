import { createHash, randomInt } from 'node:crypto';

/* Slow to load and seldom needed. */
const library = () => import('otplib');

/** Seconds that one code stands (RFC 6238, 5.2), and how far clocks may be apart. */
const PERIOD = 30;

export const newSecret = async (): Promise<string> => (await library()).generateSecret({ length: 20 });

/** What the QR code says: authenticator programs read it. */
export const setupUri = async (secret: string, address: string, site: string): Promise<string> =>
  (await library()).generateURI({ issuer: site, label: address, secret });

/** The secret in groups of four, for typing. */
export const inGroups = (text: string): string => text.replace(/(.{4})(?=.)/g, '$1 ');

/** The time step of a right code, one period early or late at most; null for a wrong one or one not after `lastStep`. */
export async function stepOf(secret: string, typed: string, now: Date, lastStep: number): Promise<number | null> {
  const token = typed.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const { verify } = await library();
  const result = await verify({ secret, token, epoch: Math.floor(now.getTime() / 1_000), epochTolerance: PERIOD });
  if (!result.valid || !('timeStep' in result)) return null;
  return result.timeStep > lastStep ? result.timeStep : null;
}

const RECOVERY_CODES = 10;
/** Without letters and digits that are read for one another. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';

/** Ten codes of 59 bits each, to be written down: each works once instead of a code from the phone. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () =>
    Array.from({ length: 12 }, (_, i) => `${i > 0 && i % 4 === 0 ? '-' : ''}${ALPHABET[randomInt(ALPHABET.length)] ?? ''}`).join(''));

/** What is kept of a recovery code: random enough that a plain hash holds. Null for what is none. */
export function recoveryHash(typed: string, personId: string): string | null {
  const code = typed.toLowerCase().replace(/[\s-]/g, '');
  return /^[2-9a-z]{12}$/.test(code) ? createHash('sha256').update(`${personId}:${code}`).digest('base64url') : null;
}
