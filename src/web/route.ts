import type { Actor, Language, PersonActor } from '../kernel/actor.ts';
import type { Browser } from '../kernel/browser.ts';
import type { Translate } from '../templates/i18n.ts';
import type { UploadRules, Uploads } from './middleware/uploads.ts';

/** A named yes/no over the actor. Every route carries one; the table of who may what is read from them. */
export interface RoutePolicy {
  name: string;
  allows(actor: Actor): boolean;
}

/** What a handler sees of a request: plain values, nothing of Express. */
export interface PageRequest {
  actor: Actor;
  lang: Language;
  t: Translate;
  params: Record<string, string>;
  /** Query parameters; a repeated one keeps all its values. */
  query: Record<string, string | string[]>;
  /** Form fields as parsed, unchecked: forms (`*.form.ts`) turn them into values or field errors. */
  body: Record<string, unknown>;
  /** Files of a route that takes them. */
  uploads: Uploads;
  /** Path and query of this page. */
  path: string;
  /** The network that asks, for limits: an IPv4 address, or what an IPv6 address shares with its neighbours. */
  ip: string;
  requestId: string;
  browser: Browser;
  /** Tokens by which accounts recognise a browser that has signed in before; empty when there are none. */
  deviceTokens: string;
  /** The sign-in on which the session stands; null for a visitor. */
  signInId: string | null;
  /** What an earlier page of the same dialogue has left in the session. */
  carried: Readonly<Record<string, string>>;
}

/** Somebody has proved who they are: the session begins. */
export interface SignedIn {
  actor: PersonActor;
  signInId: string;
  deviceTokens: string;
}

/** What a posted address and password led to. */
export type PasswordOutcome = { kind: 'in'; signedIn: SignedIn } | { kind: 'second-step'; personId: string } | { kind: 'wrong' };

export interface Flash {
  kind: 'success' | 'notice' | 'error';
  text: string;
}

export type Layout = 'main' | 'plain' | 'bare' | 'embed';

export type Reply =
  | { kind: 'page'; view: string; data: object; status: number; layout: Layout }
  | { kind: 'redirect'; to: string; flash?: Flash }
  /** Check the posted address and password, then answer as `next` says. */
  | { kind: 'authenticate'; next(outcome: PasswordOutcome): Reply }
  /** Begin a session of its own, with a new id. */
  | { kind: 'sign-in'; signedIn: SignedIn; to: string; flash?: Flash }
  /** Go on in the same session under a new id. */
  | { kind: 'renew'; to: string; flash?: Flash }
  /** Leave something in the session for the next page of the dialogue (null takes it away), then answer. */
  | { kind: 'carry'; values: Readonly<Record<string, string | null>>; reply: Reply }
  /** Make the browser a known one, then answer. */
  | { kind: 'know-device'; deviceTokens: string; reply: Reply }
  | { kind: 'sign-out'; to: string }
  /** Act for this organisation from now on; null: for the first of the own ones. */
  | { kind: 'act-for'; organisationId: string | null; to: string; flash?: Flash }
  | { kind: 'json'; data: unknown; status: number }
  | { kind: 'text'; text: string; type: string; status: number; headers?: Record<string, string> }
  | { kind: 'file'; body: Buffer; type: string; name: string; inline?: true };

export interface Route {
  method: 'get' | 'post';
  path: string;
  policy: RoutePolicy;
  handle(request: PageRequest): Promise<Reply> | Reply;
  /** The one named exemption: RFC 8058 one-click unsubscribe arrives without a cookie or a token. */
  csrf?: 'exempt';
  /** Read by other sites and programs: answered as to a visitor, before any session; `framed` also inside their pages. */
  open?: 'document' | 'framed';
  /** The route takes files, this many and large. */
  uploads?: UploadRules;
}

type Handle = Route['handle'];

/** `get(path, who may, what happens)` */
export const get = (path: string, policy: RoutePolicy, handle: Handle): Route => ({ method: 'get', path, policy, handle });

/** `post(path, who may, what happens)` */
export const post = (path: string, policy: RoutePolicy, handle: Handle): Route => ({ method: 'post', path, policy, handle });

/** `upload(path, who may, how much, what happens)`: a form with files. Its CSRF token stands before them. */
export const upload = (path: string, policy: RoutePolicy, uploads: UploadRules, handle: Handle): Route =>
  ({ method: 'post', path, policy, handle, uploads });

/** A page with `title` in its data. */
export function page<T extends { title: string }>(view: string, data: T, options: { status?: number; layout?: Layout } = {}): Reply {
  return { kind: 'page', view, data, status: options.status ?? 200, layout: options.layout ?? 'main' };
}

/** The same form again with what was typed and what is wrong: 422. */
export function invalidForm<T extends { title: string }>(view: string, data: T, layout: 'main' | 'plain' = 'main'): Reply {
  return { kind: 'page', view, data: { ...data, invalid: true }, status: 422, layout };
}

/** 303: the next page is fetched by GET. */
export function redirect(to: string, flash?: Flash): Reply {
  return flash ? { kind: 'redirect', to, flash } : { kind: 'redirect', to };
}

export function json(data: unknown, status = 200): Reply {
  return { kind: 'json', data, status };
}

/** First value of a query parameter. */
export function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** A body that is no page of ours: plain text, or a document with headers of its own. */
export function text(content: string, type = 'text/plain', headers: Record<string, string> = {}): Reply {
  return { kind: 'text', text: content, type, status: 200, headers };
}

/** A file to keep, never shown in the place of a page; `name` may be in any language. */
export function file(body: Buffer, type: string, name: string): Reply {
  return { kind: 'file', body, type, name };
}

/** A picture made by ourselves, to be shown in a page of ours. */
export function picture(body: Buffer, type: `image/${string}`, name: string): Reply {
  return { kind: 'file', body, type, name, inline: true };
}
