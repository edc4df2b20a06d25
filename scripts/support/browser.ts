import { formsOf, textOf, type Form } from './html.ts';

/** A page as one person sees it. */
export interface SeenPage {
  status: number;
  /** Path and query where the browser ended, after redirects. */
  path: string;
  html: string;
  text: string;
}

/** One person's browser: keeps cookies, follows redirects, fills in forms that a page really has. */
export interface Browser {
  get(path: string): Promise<SeenPage>;
  /** The status alone, of a request that must not change anything. */
  head(path: string): Promise<number>;
  json(path: string): Promise<unknown>;
  /**
   * Sends the form of the page whose action ends as `action` says and that has every field to be filled in, with the
   * CSRF token and everything else it has. `intent` is a button and in no field.
   * @throws Error when the page has no such form
   */
  submit(page: SeenPage, action: string, fill: Readonly<Record<string, string | readonly string[]>>): Promise<SeenPage>;
  signIn(email: string, password: string): Promise<SeenPage>;
  /** Its cookies, as a request sends them. */
  cookie(): string;
}

const MOST_REDIRECTS = 5;

function jar() {
  const cookies = new Map<string, string>();
  return {
    header: () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    keep(response: Response) {
      for (const line of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (name !== undefined && value !== undefined) cookies.set(name, value);
      }
    },
  };
}

function filled(form: Form, fill: Readonly<Record<string, string | readonly string[]>>): URLSearchParams {
  const body = new URLSearchParams(form.fields.filter(([name]) => !(name in fill)));
  for (const [name, value] of Object.entries(fill)) {
    for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
  }
  return body;
}

/** Opens a browser without any cookie. `language` is what it says it prefers. */
export function openBrowser(baseUrl: string, language: 'pl' | 'en' = 'pl'): Browser {
  const cookies = jar();
  const request = async (path: string, init: RequestInit): Promise<Response> => {
    const url = new URL(path, baseUrl);
    const headers = { ...init.headers, 'accept-language': language, cookie: cookies.header() };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    cookies.keep(response);
    return response;
  };
  const follow = async (path: string, init: RequestInit, redirects = 0): Promise<SeenPage> => {
    const response = await request(path, init);
    const to = response.headers.get('location');
    const html = await response.text();
    if (to !== null && redirects < MOST_REDIRECTS)
      return follow(new URL(to, new URL(path, baseUrl)).href, {}, redirects + 1);
    const { pathname, search } = new URL(path, baseUrl);
    return { status: response.status, path: pathname + search, html, text: textOf(html) };
  };
  const submit: Browser['submit'] = async (page, action, fill) => {
    const forms = formsOf(page.html);
    const wanted = Object.keys(fill).filter((name) => name !== 'intent');
    const form = forms.find((one) => one.action.endsWith(action) && wanted.every((name) => one.names.has(name)));
    if (!form)
      throw new Error(
        `${page.path} (${page.status}) has no form ${action} with ${wanted.join(', ') || 'a button'}: ${page.text}`,
      );
    return follow(form.action, { method: 'POST', body: filled(form, fill) });
  };
  return {
    get: (path) => follow(path, {}),
    head: async (path) => (await request(path, { method: 'HEAD' })).status,
    json: async (path) => (await request(path, {})).json(),
    submit,
    signIn: async (email, password) => submit(await follow('/sign-in', {}), '/sign-in', { email, password }),
    cookie: cookies.header,
  };
}
