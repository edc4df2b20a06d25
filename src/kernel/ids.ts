import { randomUUID } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A new random identifier (UUID version 4). */
export function newId(): string {
  return randomUUID();
}

/** True for the canonical lower-case form only, so that one record has one URL. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text);
}
