import { z } from 'zod';
import { normaliseEmail } from './person.ts';

/** RFC 5321, 4.5.3.1: 64 octets before the @, 254 in all. */
const shape = z.email().max(254).refine((text) => text.indexOf('@') <= 64);

/**
 * The one check of an address at its entry: exactly one ordinary address in plain ASCII, lower case; null for anything else.
 * Lists, names in front, line breaks and look-alike letters of other alphabets are no addresses to us.
 */
export function emailFrom(typed: unknown): string | null {
  if (typeof typed !== 'string') return null;
  // Before lower case: the Kelvin sign would turn into a k.
  if (!/^[\u0021-\u007e]+$/.test(typed.trim())) return null;
  const text = normaliseEmail(typed);
  return shape.safeParse(text).success ? text : null;
}
