import { createHash } from 'node:crypto';

/** Meilisearch cuts values of filters at 468 bytes. */
const LONGEST = 300;

/**
 * An id or a key as the index holds it: small letters, digits, hyphens and underscores stand for themselves, anything
 * else for its code point, so that no quote or backslash ever meets the language of filters and nothing is folded.
 */
export function encoded(value: string): string {
  const text = value.replaceAll(/[^a-z0-9_-]/gu, (sign) => `~${(sign.codePointAt(0) ?? 0).toString(16)}~`);
  return text.length <= LONGEST ? text : `~${createHash('sha256').update(value).digest('hex')}`;
}

/** The id that {@link encoded} made this of. */
export function decoded(value: string): string {
  return value.replaceAll(/~([0-9a-f]{1,6})~/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
}

/** A key as one word of a searchable text, which the server's own tokeniser leaves whole. */
export function wordOf(key: string): string {
  return /^[a-z0-9]+$/.test(key) ? key : `x${Buffer.from(key).toString('hex').slice(0, 100)}`;
}

/** The word that stands for a concept. */
export function conceptWord(id: string): string {
  return `cx${wordOf(id.replaceAll('-', ''))}`;
}

/** `2020-04-01` as 20200401. */
export function dayNumber(date: string): number {
  return Number(date.replaceAll('-', ''));
}

/** Later than any day: a post without an end. */
export const NEVER = 99_999_999;

/** A condition of filters: the attribute is one of the values, which are encoded; no value, no document. */
export function among(attribute: string, values: readonly string[]): string {
  return `${attribute} IN [${[...new Set(values)].map((value) => `"${encoded(value)}"`).join(', ')}]`;
}
