import type { Response } from 'supertest';
import type { TestExchange } from './exchange.ts';
import type { movableClock } from './movable-clock.ts';
import { encoded, filledForm, hidden, visitorOf, type Fields, type Reader } from './reader.ts';

export const PASSWORD = 'chrząszcz brzmi w trzcinie nad Brdą';

/** Everything the form asks for, but for what has to differ each time. */
export const FORM = {
  kind: 'firm', name: 'Drukarnia Nowy Wątek', country: 'PL', number: '123-456-32-18', town: 'Bydgoszcz', website: 'nowy-watek.example',
  can: 'druk 3D\nszycie fartuchów\nqwertzuiopą', machines: 'wtryskarka 160 t', personName: 'Halina Wątek', email: 'halina@nowy-watek.example',
  phone: '+48 52 123 45 67', note: 'Znamy się z targów.', informed: 'yes',
};

let serial = 0;

/** A NIP that passes the check, another one each time. */
function freshNip(): string {
  for (;;) {
    const nine = String(200_000_000 + (serial += 7));
    const sum = [6, 5, 7, 2, 3, 4, 5, 6, 7].reduce((total, weight, i) => total + weight * Number(nine[i]), 0) % 11;
    if (sum < 10) return `${nine}${sum}`;
  }
}

/** A form of somebody new. */
export const fresh = (changes: Fields = {}): Fields =>
  ({ ...FORM, number: freshNip(), email: `a${serial}@nowy-watek.example`, name: `Drukarnia ${serial}`, ...changes });

/** Somebody who joins the exchange under test. */
export function applicants(exchange: TestExchange, clock: ReturnType<typeof movableClock>) {
  /** Fills in the form as a person would: looks at it, checks, sends, in more than no time. */
  async function apply(fields: Fields): Promise<Response> {
    const visitor = visitorOf(exchange);
    const blank = filledForm((await visitor.get('/join')).text, '/join/check');
    clock.pass(30_000);
    const checked = await visitor.post('/join/check', { ...blank, ...fields, _csrf: await visitor.token() });
    if (checked.status !== 200) return checked;
    const concepts = [...checked.text.matchAll(/name="concepts" value="([^"]+)" checked/g)].map((found) => found[1] ?? '');
    // The lines of a hidden field arrive as lines.
    const { can = '', machines = '' } = fields;
    return visitor.post('/join', { ...filledForm(checked.text, '/join'), can, machines, _csrf: await visitor.token(), concepts });
  }

  const mailsTo = (address: string) => exchange.query<{ subject: string; body_text: string }>(
    'SELECT subject, body_text FROM mailbox WHERE to_address = $1 ORDER BY arrived_at', [address]);

  async function linkIn(address: string, path: string): Promise<string> {
    await exchange.runJobs();
    const texts = (await mailsTo(address)).map(({ body_text: text }) => text).reverse();
    const found = texts.map((text) => new RegExp(`/${path}/[\\w-]{46}`).exec(text)?.[0]).find(Boolean);
    if (!found) throw new Error(`no ${path} link for ${address}`);
    return found;
  }

  async function confirmed(fields: Fields): Promise<void> {
    const { status } = await apply(fields);
    if (status !== 200) throw new Error(`not taken: ${status}`);
    const answer = await visitorOf(exchange).post(await linkIn(String(fields['email']), 'application'), { password: PASSWORD });
    if (answer.status !== 303) throw new Error(`not confirmed: ${answer.status}`);
    await exchange.runJobs();
  }

  async function signInAs(email: string): Promise<Reader> {
    const before = visitorOf(exchange);
    const answer = await before.post('/sign-in', { email, password: PASSWORD });
    if (answer.status !== 303) throw new Error(`${email} could not sign in: ${answer.status}`);
    const token = hidden((await before.get('/about')).text, '_csrf') ?? '';
    return {
      ...before, token: () => Promise.resolve(token),
      post: (path, sent = {}) => before.postRaw(path, encoded({ _csrf: token, ...sent })),
    };
  }

  const organisation = async (name: unknown) =>
    (await exchange.query<Record<string, unknown>>('SELECT * FROM organisation WHERE name = $1', [name]))[0];

  const applicationOf = async (name: unknown): Promise<string> =>
    (await exchange.query<{ id: string }>(
      'SELECT a.id FROM application a JOIN organisation o ON o.id = a.organisation_id WHERE o.name = $1 ORDER BY a.created_at DESC', [name]))[0]?.id ?? 'none';

  return { apply, mailsTo, linkIn, confirmed, signInAs, organisation, applicationOf };
}
