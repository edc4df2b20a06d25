import type { Response } from 'supertest';
import { DEMO_PASSWORD } from '../../src/features/seeding/index.ts';
import type { TestExchange } from './exchange.ts';

/** Who plays which role in the demo. */
export const ROLES = {
  unapproved: 'justyna.cis@trzydziesci-trzy.example',
  member: 'pawel.sroka@cieply-kanal.example',
  'organisation-admin': 'robert.jaskolka@prosta-folia.example',
  coordinator: 'joanna.wrzos@klaster-zakole.example',
  administrator: 'tomasz.iglicki@klaster-zakole.example',
} as const;

export const CLINIC = 'agnieszka.lipka@zolty-parasol.example';
export const HOSPITAL = 'amir.haddad@pod-brzozami.example';

export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Somebody who reads pages and posts their forms, with cookies and the CSRF token of their own session. */
export interface Reader {
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  head(path: string): Promise<Response>;
  /** Posts a form as a browser would, token included. */
  post(path: string, fields?: Fields): Promise<Response>;
  /** Posts exactly this body. */
  postRaw(path: string, body: string, headers?: Record<string, string>): Promise<Response>;
  token(): Promise<string>;
}

const FORM = 'application/x-www-form-urlencoded';

export const encoded = (fields: Fields): string =>
  Object.entries(fields)
    .flatMap(([name, value]) => [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`))
    .join('&');

/** The value of a hidden field of a page. */
export function hidden(html: string, name: string): string | undefined {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1];
}

/** A visitor, reading in Polish unless told. */
export function visitorOf({ agent }: TestExchange, language: 'pl' | 'en' = 'pl'): Reader {
  const browser = agent();
  let known: string | undefined;
  const asks = { 'Accept-Language': language };
  const reader: Reader = {
    get: (path, headers = {}) => browser.get(path).set({ ...asks, ...headers }).redirects(0).ok(() => true),
    head: (path) => browser.head(path).set(asks).redirects(0).ok(() => true),
    postRaw: (path, body, headers = {}) =>
      browser.post(path).set({ ...asks, 'Content-Type': FORM, ...headers }).redirects(0).ok(() => true).send(body),
    async post(path, fields = {}) {
      return reader.postRaw(path, encoded({ _csrf: await reader.token(), ...fields }));
    },
    async token() {
      // Signed in, every page has the form that signs out; a visitor gets a token on the sign-in page.
      known ??= hidden((await reader.get('/about')).text, '_csrf') ?? hidden((await reader.get('/sign-in')).text, '_csrf');
      if (!known) throw new Error('no page with a CSRF token');
      return known;
    },
  };
  return reader;
}

/** Somebody of the demo, signed in through the form. */
export async function signedIn(exchange: TestExchange, email: string, language: 'pl' | 'en' = 'pl'): Promise<Reader> {
  const before = visitorOf(exchange, language);
  const reply = await before.post('/sign-in', { email, password: DEMO_PASSWORD });
  if (reply.status !== 303) throw new Error(`${email} could not sign in: ${reply.status}`);
  // The token changed with the session.
  let token: string | undefined;
  const reader: Reader = {
    ...before,
    token: async () => (token ??= hidden((await before.get('/about')).text, '_csrf') ?? ''),
    post: async (path, fields = {}) => before.postRaw(path, encoded({ _csrf: await reader.token(), ...fields })),
  };
  return reader;
}

/** A page's text as people read it: no tags, entities resolved, spaces single. */
export function readable(html: string): string {
  return html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
    .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
    .replace(/[\s\u00a0]+/g, ' ');
}

/** Everything a browser would send for the form with this action, as the page fills it in. */
export function filledForm(html: string, action: string): Record<string, string> {
  const form = html.match(/<form[\s\S]*?<\/form>/g)?.find((one) => one.includes(`action="${action}"`)) ?? '';
  return { ...inputsOf(form), ...textareasOf(form), ...selectsOf(form) };
}

type Filled = Record<string, string>;

function inputsOf(form: string): Filled {
  const fields: Filled = {};
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(tag)?.[1];
    const boxed = /type="(checkbox|radio)"/.test(tag);
    if (name && (!boxed || / checked/.test(tag))) fields[name] = readable(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  return fields;
}

function textareasOf(form: string): Filled {
  const found = form.matchAll(/<textarea[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g);
  return Object.fromEntries([...found].map(([, name = '', body = '']) => [name, readable(body)]));
}

/* The chosen option, else the first, as a browser has it. */
function selectsOf(form: string): Filled {
  const found = form.matchAll(/<select[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g);
  return Object.fromEntries([...found].map(([, name = '', body = '']) => {
    const options = [...body.matchAll(/<option[^>]*\bvalue="([^"]*)"([^>]*)>/g)];
    const chosen = options.find(([, , rest]) => rest?.includes('selected')) ?? options[0];
    return [name, chosen?.[1] ?? ''];
  }));
}
