import { Router, type Request, type RequestHandler, type Response } from 'express';
import { LANGUAGES, visitor } from '../kernel/actor.ts';
import type { Messages } from '../templates/i18n.ts';
import { browserOf } from './browser.ts';
import { NO_UPLOADS } from './middleware/uploads.ts';
import { networkOf } from './network.ts';
import { pageData, plainQuery, type PageOptions } from './router.ts';
import type { PageRequest, Reply, Route } from './route.ts';

interface OpenOptions extends PageOptions {
  messages: Messages;
  /** Told that a page is begun; what it returns, that it is done. */
  begin: () => () => void;
}

/** Nobody is signed in here, whoever asks. */
function visitorRequest(req: Request, res: Response): PageRequest {
  const ip = req.ip ?? '';
  return {
    actor: visitor, lang: res.locals.lang, t: res.locals.t, params: req.params as Record<string, string>, query: plainQuery(req), body: {},
    uploads: NO_UPLOADS, path: req.originalUrl, ip: networkOf(ip), requestId: String(res.locals['requestId']),
    browser: browserOf(req.get('user-agent') ?? '', ip), deviceTokens: '', signInId: null, carried: {},
  };
}

/* Other sites hold the address: its `language` decides, and is not remembered as the reader's own choice. */
function chooseLanguage(req: Request, res: Response, messages: Messages): void {
  const asked = LANGUAGES.find((lang) => lang === req.query['language']);
  if (asked) Object.assign(res.locals, { lang: asked, t: messages.translate(asked) });
}

/** Any site may load these; the framed ones any site may show inside its own pages. */
function openHeaders(res: Response, framed: boolean): void {
  res.removeHeader('Set-Cookie');
  res.set({ 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'public, no-cache' });
  if (!framed) return;
  res.removeHeader('X-Frame-Options');
  const policy = String(res.getHeader('Content-Security-Policy'));
  res.set('Content-Security-Policy', policy.replace(/frame-ancestors [^;]*/, 'frame-ancestors *'));
}

function send(req: Request, res: Response, reply: Reply, options: OpenOptions): void {
  if (reply.kind === 'page') {
    res.status(reply.status).render(reply.view, { layout: reply.layout, ...pageData(req, res, options, reply.data) });
  } else if (reply.kind === 'text') {
    res.status(reply.status).type(reply.type).set(reply.headers ?? {}).send(reply.text);
  } else {
    throw new TypeError(`an open route cannot answer with ${reply.kind}`);
  }
}

function handler(route: Route, options: OpenOptions): RequestHandler {
  return async (req, res) => {
    res.locals['route'] = route.path;
    chooseLanguage(req, res, options.messages);
    const done = options.begin();
    try {
      const reply = await route.handle(visitorRequest(req, res));
      // Not before: an error page is nobody's to frame.
      openHeaders(res, route.open === 'framed');
      send(req, res, reply, options);
    } finally {
      done();
    }
  };
}

/**
 * The routes that other sites and programs read: feeds, the embedded board. They come before the session: no cookie is
 * read or set, and everybody gets what a visitor gets.
 */
export function mountOpen(routes: readonly Route[], options: OpenOptions): Router {
  const router = Router({ caseSensitive: true });
  for (const route of routes) if (route.open) router.get(route.path, handler(route, options));
  return router;
}
