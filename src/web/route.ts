import type { Actor, Language } from '../kernel/actor.ts';
import type { Translate } from '../templates/i18n.ts';

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
  /** Path and query of this page. */
  path: string;
  ip: string;
  requestId: string;
}

export interface Flash {
  kind: 'success' | 'notice' | 'error';
  text: string;
}

export type Reply =
  | { kind: 'page'; view: string; data: object; status: number; layout: 'main' | 'plain' }
  | { kind: 'redirect'; to: string; flash?: Flash }
  /** Check the posted address and password: then go on, or show `failure`. */
  | { kind: 'authenticate'; to: string; failure: Reply }
  | { kind: 'sign-out'; to: string }
  | { kind: 'act-for'; organisationId: string; to: string }
  | { kind: 'json'; data: unknown; status: number }
  | { kind: 'text'; text: string; type: string; status: number; headers?: Record<string, string> }
  | { kind: 'file'; body: Buffer; type: string; name: string };

export interface Route {
  method: 'get' | 'post';
  path: string;
  policy: RoutePolicy;
  handle(request: PageRequest): Promise<Reply> | Reply;
  /** The one named exemption: RFC 8058 one-click unsubscribe arrives without a cookie or a token. */
  csrf?: 'exempt';
}

type Handle = Route['handle'];

/** `get(path, who may, what happens)` */
export const get = (path: string, policy: RoutePolicy, handle: Handle): Route => ({ method: 'get', path, policy, handle });

/** `post(path, who may, what happens)` */
export const post = (path: string, policy: RoutePolicy, handle: Handle): Route => ({ method: 'post', path, policy, handle });

/** A page with `title` in its data. */
export function page<T extends { title: string }>(view: string, data: T, options: { status?: number; layout?: 'main' | 'plain' } = {}): Reply {
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

/** All values of a query parameter. */
export function many(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/** A body that is no page of ours: plain text, or a document with headers of its own. */
export function text(content: string, type = 'text/plain', headers: Record<string, string> = {}): Reply {
  return { kind: 'text', text: content, type, status: 200, headers };
}

/** A file to keep, never shown in the place of a page; `name` may be in any language. */
export function file(body: Buffer, type: string, name: string): Reply {
  return { kind: 'file', body, type, name };
}
