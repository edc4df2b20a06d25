import { Router, type Request, type RequestHandler, type Response } from 'express';
import { personOf, visitor, type Actor } from '../kernel/actor.ts';
import { DomainError } from '../kernel/errors.ts';
import { paths, withQuery } from '../paths.ts';
import { chromeOf } from './chrome.ts';
import type { Assets } from './assets.ts';
import { csrfProtection, csrfToken } from './middleware/csrf.ts';
import { NO_UPLOADS, receiveFiles } from './middleware/uploads.ts';
import type { Authentication } from './passport.ts';
import { browserOf } from './browser.ts';
import { deviceTokensOf, rememberDevice } from './device-cookie.ts';
import { networkOf } from './network.ts';
import type { Flash, PageRequest, Reply, Route } from './route.ts';

export interface PageOptions {
  assets: Assets;
  demo: boolean;
}

interface MountOptions extends PageOptions {
  authentication: Authentication;
  /** The site is reached by https: cookies are bound to it. */
  secure: boolean;
  /** Told that a page is begun; what it returns, that it is done. */
  begin: () => () => void;
}

export function actorOf(req: Request): Actor {
  return (req.user as Actor | undefined) ?? visitor;
}

export function plainQuery(req: Request): Record<string, string | string[]> {
  // Not by assignment: a parameter called __proto__ would become the prototype.
  const known: [string, string | string[]][] = [];
  for (const [name, value] of Object.entries(req.query)) {
    if (typeof value === 'string') known.push([name, value]);
    else if (Array.isArray(value)) known.push([name, value.filter((item) => typeof item === 'string')]);
  }
  return Object.fromEntries(known);
}

function pageRequest(req: Request, res: Response): PageRequest {
  return {
    actor: actorOf(req),
    lang: res.locals.lang,
    t: res.locals.t,
    params: req.params as Record<string, string>,
    query: plainQuery(req),
    body: (req.body as Record<string, unknown> | undefined) ?? {},
    uploads: req.uploads ?? NO_UPLOADS,
    path: req.originalUrl,
    ip: networkOf(req.ip ?? ''),
    requestId: String(res.locals['requestId']),
    browser: browserOf(req.get('user-agent') ?? '', req.ip ?? ''),
    deviceTokens: deviceTokensOf(req),
    signInId: req.session.signInId ?? null,
    carried: req.session.carried ?? {},
  };
}

/* What a page says under a name of the layout's would silently be the layout's. */
function together(layout: object, data: object): object {
  const both = Object.keys(data).find((name) => name in layout);
  if (both !== undefined) throw new Error(`the page says "${both}", which is the layout's to say`);
  return { ...layout, ...data };
}

/**
 * Data for a layout and its page; the flash message is shown once.
 * @throws Error when both say something under the same name
 */
export function pageData(req: Request, res: Response, options: PageOptions, data: object): object {
  const session = req.session as Request['session'] | undefined; // absent when the request failed before it
  const flash = session?.flash ?? null;
  if (flash) delete session?.flash;
  const chrome = chromeOf({
    actor: actorOf(req),
    lang: res.locals.lang,
    t: res.locals.t,
    path: req.originalUrl,
    hasAddress: req.method === 'GET' || req.method === 'HEAD',
    flash,
    demo: options.demo,
  });
  // One for all forms of the page: what repeats packs well.
  let token: string | undefined;
  return together({ ...chrome, assets: options.assets, csrfToken: () => (token ??= csrfToken(req)) }, data);
}

function signOut(req: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    req.session.destroy((error: unknown) => (error ? reject(error) : resolve()));
  });
}

function saved(req: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    req.session.save((error: unknown) => (error ? reject(error) : resolve()));
  });
}

/** Browsers follow a redirect as soon as they have its head: what the next page needs must be stored before that. */
async function goTo(req: Request, res: Response, to: string): Promise<void> {
  await saved(req);
  res.redirect(303, to);
}

function leaveWith(req: Request, res: Response, { to, flash }: { to: string; flash?: Flash }): Promise<void> {
  if (flash) req.session.flash = flash;
  return goTo(req, res, to);
}

/** What people have sent us runs nothing and loads nothing, wherever it is opened. */
const FILE_HEADERS = { 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': "default-src 'none'; sandbox" };

type Sender<K extends Reply['kind']> = (req: Request, res: Response, reply: Extract<Reply, { kind: K }>, options: MountOptions) => unknown;

const senders: { [K in Reply['kind']]: Sender<K> } = {
  page: (req, res, reply, options) =>
    res.status(reply.status).render(reply.view, { layout: reply.layout, ...pageData(req, res, options, reply.data) }),
  redirect: (req, res, reply) => (reply.flash ? leaveWith(req, res, reply) : res.redirect(303, reply.to)),
  authenticate: async (req, res, reply, options) => send(req, res, reply.next(await options.authentication.checkPassword(req)), options),
  'sign-in': async (req, res, reply, options) => {
    await options.authentication.begin(req, reply.signedIn);
    rememberDevice(res, reply.signedIn.deviceTokens, options.secure);
    return leaveWith(req, res, reply);
  },
  renew: async (req, res, reply, options) => {
    await options.authentication.renew(req);
    return leaveWith(req, res, reply);
  },
  carry: async (req, res, reply, options) => {
    const merged = Object.entries({ ...req.session.carried, ...reply.values });
    req.session.carried = Object.fromEntries(merged.filter((entry): entry is [string, string] => entry[1] !== null));
    // Whatever answers, the next request must find it.
    await saved(req);
    return send(req, res, reply.reply, options);
  },
  'know-device': (req, res, reply, options) => {
    rememberDevice(res, reply.deviceTokens, options.secure);
    return send(req, res, reply.reply, options);
  },
  'sign-out': async (req, res, reply) => {
    await signOut(req);
    res.redirect(303, reply.to);
  },
  'act-for': (req, res, reply) => {
    if (reply.organisationId === null) delete req.session.organisationId;
    else req.session.organisationId = reply.organisationId;
    return leaveWith(req, res, reply);
  },
  json: (_req, res, reply) => res.status(reply.status).json(reply.data),
  text: (_req, res, reply) => res.status(reply.status).type(reply.type).set(reply.headers ?? {}).send(reply.text),
  file: (_req, res, reply) => {
    if (reply.inline) res.set('Cache-Control', 'private, no-cache');
    else res.attachment(reply.name);
    res.type(reply.type).set(FILE_HEADERS).send(reply.body);
  },
};

async function send(req: Request, res: Response, reply: Reply, options: MountOptions): Promise<void> {
  await (senders[reply.kind] as Sender<Reply['kind']>)(req, res, reply, options);
}

/** A visitor is asked to sign in and comes back; a person who may not is told the page does not exist. */
function refuse(req: Request, res: Response, route: Route): void {
  if (actorOf(req).kind !== 'visitor') throw new DomainError('not-found', 'errors.not-found');
  const back = route.method === 'get' ? req.originalUrl : undefined;
  res.redirect(303, withQuery(paths.signIn(), { next: back }));
}

function handler(route: Route, options: MountOptions): RequestHandler {
  return async (req, res) => {
    res.locals['route'] = route.path;
    if (!route.policy.allows(actorOf(req))) return refuse(req, res, route);
    if (actorOf(req).kind === 'person' || route.policy.name !== 'anyone') res.setHeader('Cache-Control', 'private, no-store');
    const letGo = req.uploadPlace?.hold();
    const done = options.begin();
    try {
      await send(req, res, await route.handle(pageRequest(req, res)), options);
    } finally {
      done();
      letGo?.();
    }
  };
}

/** Turns the table of routes into an Express router. */
export function mount(routes: readonly Route[], options: MountOptions): Router {
  const router = Router({ caseSensitive: true });
  for (const route of routes) {
    const guards = [
      ...(route.uploads ? [receiveFiles(route.uploads, (req) => (route.policy.allows(actorOf(req)) ? personOf(actorOf(req)) : null))] : []),
      ...(route.method === 'post' && route.csrf !== 'exempt' ? [csrfProtection] : []),
    ];
    router[route.method](route.path, ...guards, handler(route, options));
  }
  return router;
}
