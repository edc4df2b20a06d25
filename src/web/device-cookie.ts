import type { Request, Response } from 'express';

const YEAR = 31_536_000_000;
const COOKIE = /(?:^|;\s*)(?:__Host-)?device=([\w.~-]{1,2000})(?:;|$)/;

/** What accounts left in this browser at earlier sign-ins, unchecked. */
export function deviceTokensOf(req: Request): string {
  return COOKIE.exec(req.headers.cookie ?? '')?.[1] ?? '';
}

/** Makes the browser one that has signed in before: strangers who try passwords elsewhere cannot keep it out. */
export function rememberDevice(res: Response, deviceTokens: string, secure: boolean): void {
  res.cookie(secure ? '__Host-device' : 'device', deviceTokens, { maxAge: YEAR, httpOnly: true, sameSite: 'lax', secure, path: '/' });
}
