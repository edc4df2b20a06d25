import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const TOKENS_KEPT = 8;
const SHAPE = /^([\w-]{16})\.([\w-]{32})$/;

/** Recognises browsers in which a person has signed in before. */
export interface DeviceTokens {
  /** The name under which this browser's tries for this person are counted; null when it never signed this person in. */
  known(tokens: string, personId: string): string | null;
  /** The tokens with one for this person in front; several people may share a browser. */
  add(tokens: string, personId: string): string;
}

/**
 * Device cookies after OWASP ("Blocking Brute Force Attacks", slow down online guessing with device cookies): a random
 * name with an HMAC-SHA-256 tag over it and the person. Nothing is stored; a token is worth nothing for anybody else.
 */
export function deviceTokens(secret: string): DeviceTokens {
  const tag = (name: string, personId: string) =>
    createHmac('sha256', `device:${secret}`).update(`${name}:${personId}`).digest().subarray(0, 24);
  const matches = (token: string, personId: string): string | null => {
    const [, name = '', given = ''] = SHAPE.exec(token) ?? [];
    return name && timingSafeEqual(Buffer.from(given, 'base64url'), tag(name, personId)) ? name : null;
  };
  const listed = (tokens: string) => tokens.split('~').slice(0, TOKENS_KEPT).filter((token) => SHAPE.test(token));
  return {
    known: (tokens, personId) => listed(tokens).map((token) => matches(token, personId)).find((name) => name !== null) ?? null,
    add(tokens, personId) {
      const others = listed(tokens).filter((token) => matches(token, personId) === null);
      const name = randomBytes(12).toString('base64url');
      return [`${name}.${tag(name, personId).toString('base64url')}`, ...others].slice(0, TOKENS_KEPT).join('~');
    },
  };
}
