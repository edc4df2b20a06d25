import { Router, type Request, type RequestHandler, type Response } from 'express';
import { visitor, type Actor } from '../kernel/actor.ts';
import { DomainError } from '../kernel/errors.ts';
import { paths, withQuery } from '../paths.ts';
import { chromeOf } from './chrome.ts';
import type { Assets } from './assets.ts';
import { csrfProtection, csrfToken } from './middleware/csrf.ts';
import type { Authenticate } from './passport.ts';
import type { PageRequest, Reply, Route } from './route.ts';

export interface PageOptions {
  assets: Assets;
  demo: boolean;
}

interface MountOptions extends PageOptions {
  authenticate: Authenticate;
}

export function actorOf(req: Request): Actor {
  return (req.user as Actor | undefined) ?? visitor;
}

function plainQuery(req: Request): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(req.query)) {
    if (typeof value === 'string') query[name] = value;
    else if (Array.isArray(value)) query[name] = value.filter((item) => typeof item === 'string');
  }
  return query;
}

function pageRequest(req: Request, res: Response): PageRequest {
  return {
    actor: actorOf(req),
    lang: res.locals.lang,
    t: res.locals.t,
    params: req.params as Record<string, string>,
    query: plainQuery(req),
    body: (req.body as Record<string, unknown> | undefined) ?? {},
    path: req.originalUrl,
    ip: req.ip ?? '',
    requestId: String(res.locals['requestId']),
  };
}

/** Data for a layout and its page; the flash message is shown once. */
export function pageData(req: Request, res: Response, options: PageOptions, data: object): object {
  const session = req.session as Request['session'] | undefined; // absent when the request failed before it
  const flash = session?.flash ?? null;
  if (flash) delete session?.flash;
  const chrome = chromeOf({
    actor: actorOf(req),
    lang: res.locals.lang,
    t: res.locals.t,
    path: req.originalUrl,
    flash,
    demo: options.demo,
  });
  return { ...chrome, assets: options.assets, csrfToken: () => csrfToken(req), ...data };
}

function signOut(req: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    req.session.destroy((error: unknown) => (error ? reject(error) : resolve()));
  });
}

/** Browsers follow a redirect as soon as they have its head: what the next page needs must be stored before that. */
async function goTo(req: Request, res: Response, to: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    req.session.save((error: unknown) => (error ? reject(error) : resolve()));
  });
  res.redirect(303, to);
}

type Sender<K extends Reply['kind']> = (req: Request, res: Response, reply: Extract<Reply, { kind: K }>, options: MountOptions) => unknown;

const senders: { [K in Reply['kind']]: Sender<K> } = {
  page: (req, res, reply, options) =>
    res.status(reply.status).render(reply.view, { layout: reply.layout, ...pageData(req, res, options, reply.data) }),
  redirect: (req, res, reply) => {
    if (!reply.flash) return res.redirect(303, reply.to);
    req.session.flash = reply.flash;
    return goTo(req, res, reply.to);
  },
  authenticate: async (req, res, reply, options) =>
    (await options.authenticate(req)) ? goTo(req, res, reply.to) : send(req, res, reply.failure, options),
  'sign-out': async (req, res, reply) => {
    await signOut(req);
    res.redirect(303, reply.to);
  },
  'act-for': (req, res, reply) => {
    req.session.organisationId = reply.organisationId;
    return goTo(req, res, reply.to);
  },
  json: (_req, res, reply) => res.status(reply.status).json(reply.data),
  text: (_req, res, reply) => res.status(reply.status).type(reply.type).set(reply.headers ?? {}).send(reply.text),
  file: (_req, res, reply) => res.attachment(reply.name).type(reply.type).set('X-Content-Type-Options', 'nosniff').send(reply.body),
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
    await send(req, res, await route.handle(pageRequest(req, res)), options);
  };
}

/** Turns the table of routes into an Express router. */
export function mount(routes: readonly Route[], options: MountOptions): Router {
  const router = Router({ caseSensitive: true });
  for (const route of routes) {
    const guards = route.method === 'post' && route.csrf !== 'exempt' ? [csrfProtection] : [];
    router[route.method](route.path, ...guards, handler(route, options));
  }
  return router;
}
