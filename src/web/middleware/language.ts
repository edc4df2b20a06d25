import type { RequestHandler } from 'express';
import { LANGUAGES, type Language } from '../../kernel/actor.ts';
import type { Messages, Translate } from '../../templates/i18n.ts';

declare global {
  // The two facts every handler needs; Express has no other place for them.
  namespace Express {
    interface Locals {
      lang: Language;
      t: Translate;
    }
  }
}

const COOKIE = /(?:^|;\s*)lang=(pl|en)(?:;|$)/;
const YEAR = 31_536_000_000;

const known = (text: unknown): Language | undefined => LANGUAGES.find((lang) => lang === text);

/** The reader's language: `?lang=` (remembered in a cookie), the cookie, what the browser asks for, Polish. */
export function language(messages: Messages): RequestHandler {
  return (req, res, next) => {
    const asked = known(req.query['lang']);
    const remembered = known(COOKIE.exec(req.headers.cookie ?? '')?.[1]);
    const lang = asked ?? remembered ?? known(req.acceptsLanguages('pl', 'en')) ?? 'pl';
    if (asked && asked !== remembered) res.cookie('lang', asked, { maxAge: YEAR, sameSite: 'lax', httpOnly: true, path: '/' });
    res.locals['lang'] = lang;
    res.locals['t'] = messages.translate(lang);
    res.vary('Accept-Language');
    next();
  };
}
