import { createHmac, timingSafeEqual } from 'node:crypto';

/** Says when a form was handed out, so that it can be told how long somebody took. */
export interface Stamps {
  issue(now: Date): string;
  /** Milliseconds since it was issued; null for anything we did not make. */
  age(stamp: string, now: Date): number | null;
}

/** A time and an HMAC-SHA-256 tag over it: a program cannot make an older one than it got. */
export function createStamps(secret: string): Stamps {
  const tagOf = (text: string) => createHmac('sha256', `form-stamp:${secret}`).update(text).digest('base64url').slice(0, 22);
  return {
    issue(now) {
      const time = now.getTime().toString(36);
      return `${time}.${tagOf(time)}`;
    },
    age(stamp, now) {
      const [, time = '', tag = ''] = /^([0-9a-z]{1,11})\.([\w-]{22})$/.exec(stamp) ?? [];
      const own = time && timingSafeEqual(Buffer.from(tagOf(time)), Buffer.from(tag));
      return own ? now.getTime() - parseInt(time, 36) : null;
    },
  };
}
