import { hash, verify } from '@node-rs/argon2';

/** OWASP Password Storage Cheat Sheet, argon2id (the library's standard): 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A PHC string that says how it was made. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

// Of a random password nobody knows: an unknown address costs the same work as a known one.
let nobody: Promise<string> | undefined;

/** True when the password is right; the same work whether or not there is an account. */
export async function checkPassword(stored: string | null, password: string): Promise<boolean> {
  const right = await verify(stored ?? (await (nobody ??= hash(crypto.randomUUID(), PARAMETERS))), password);
  return right && stored !== null;
}
