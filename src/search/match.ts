/** A word to look for. */
export interface Word {
  /** As typed, with its place in the text. */
  text: string;
  start: number;
  end: number;
  /** Place among all words of the text, stop words included: what phrases measure distance in. */
  position: number;
  /** The first is the preferred one. */
  keys: string[];
}

/**
 * What posts must have, in a form that belongs to no engine: each adapter writes it in its own language. Keys are
 * those of {@link searchableKeys}.
 */
export type Match =
  | { readonly all: readonly Match[] }
  | { readonly any: readonly Match[] }
  /** One of these keys. */
  | { readonly keys: readonly string[] }
  /** A key that begins so. */
  | { readonly beginning: string }
  /** Names the concept, in whatever words and role. */
  | { readonly concept: string }
  /** The words one after the other, at the distances in which they were typed. */
  | { readonly chain: readonly Word[] };

const LONGEST_KEY = 200;

/** Text that every engine can store: no NUL, no half of a surrogate pair. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** Keys that can be stored, bounded, and never one that looks like a concept. */
export function searchableKeys(keys: readonly string[]): string[] {
  return keys.map((key) => storable(key).slice(0, LONGEST_KEY).toWellFormed()).filter((key) => /^[^#]/.test(key));
}

/** All of these; null when nothing is asked. */
export function allOf(matches: readonly (Match | null)[]): Match | null {
  const real = matches.filter((match) => match !== null);
  return real.length > 1 ? { all: real } : (real[0] ?? null);
}

/** Any of these; null when nothing is asked. */
export function anyOf(matches: readonly (Match | null)[]): Match | null {
  const real = matches.filter((match) => match !== null);
  return real.length > 1 ? { any: real } : (real[0] ?? null);
}

/** Any of the keys; null for none. */
export function keyed(keys: readonly string[]): Match | null {
  return keys.length > 0 ? { keys } : null;
}
