import { openBrowser, type SeenPage } from '../support/browser.ts';
import { textsOfClass } from '../support/html.ts';
import type { ReceivedMail } from '../support/mail-server.ts';
import { linkIn, type Player, type Stage } from './stage.ts';
import type { Published } from './publishing.ts';

/** The line of the coverage bar as the clinic sees it now. */
export async function coverage({ players: { clinic } }: Stage, needId: string): Promise<string> {
  const { html } = await clinic.browser.get(`/posts/${needId}`);
  return textsOfClass(html, 'p', 'coverage__summary')[0] ?? '';
}

/** Whether a visitor finds the need on the board as it opens. */
export async function isOnBoard({ baseUrl }: Stage, needId: string): Promise<boolean> {
  const { html } = await openBrowser(baseUrl).get('/?kind=need');
  return html.includes(`/posts/${needId}`);
}

/* Looking must not do: mail scanners and previews open every link. */
async function lookOnly({ say, query, baseUrl }: Stage, path: string): Promise<SeenPage> {
  const count = async () =>
    JSON.stringify(
      await query(`SELECT (SELECT count(*) FROM commitment) AS commitments, (SELECT count(*) FROM match WHERE dismissed_at IS NOT NULL) AS dismissals,
    (SELECT count(*) FROM mail_link WHERE used_at IS NOT NULL) AS used`),
    );
  const before = await count();
  const reader = openBrowser(baseUrl);
  const head = await reader.head(path);
  const page = await reader.get(path);
  say.check(
    'the link opens without signing in; GET and HEAD change nothing',
    head === 200 && page.status === 200 && (await count()) === before,
    `${head}, ${page.status}: ${page.text}`,
  );
  return page;
}

/** Answers "we can" by the link of the mail, in a browser that never signed in. Returns the commitment's path. */
export async function sayYes(
  stage: Stage,
  firm: Player,
  mail: ReceivedMail,
  fill: Readonly<Record<string, string>>,
): Promise<string> {
  const { say, baseUrl } = stage;
  const path = linkIn(mail, baseUrl, '/a/');
  await lookOnly(stage, path);
  const reader = openBrowser(baseUrl);
  const page = await reader.get(path);
  const done = await reader.submit(page, path, fill);
  const commitment = /\/commitments\/[0-9a-f-]{36}/.exec(done.html)?.[0] ?? '';
  say.check(
    `${firm.organisation} answers: we can supply ${fill['quantity'] ?? ''} by ${fill['by'] ?? ''}`,
    done.status === 200 && commitment !== '',
    done.text,
  );
  const again = await reader.submit(page, path, fill);
  const [row] = await stage.query<{ n: number }[]>(
    `SELECT count(*)::int AS n FROM commitment WHERE supplier_id = (SELECT supplier_id FROM commitment WHERE id = $1)`,
    [commitment.slice(-36)],
  );
  say.check(
    'the same answer once more changes nothing',
    again.status === 200 && row?.n === 1,
    `${again.status}: ${again.text}`,
  );
  return commitment;
}

/** Answers "no, because …" by the link of the mail. */
export async function sayNo(stage: Stage, firm: Player, mail: ReceivedMail, reason: string): Promise<void> {
  const path = linkIn(mail, stage.baseUrl, '/a/');
  await lookOnly(stage, path);
  const reader = openBrowser(stage.baseUrl);
  const done = await reader.submit(await reader.get(path), path, { reason });
  const [row] = await stage.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM match WHERE dismissed_reason = $1`, [
    reason,
  ]);
  stage.say.check(
    `${firm.organisation} answers: no, because of ${reason}`,
    done.status === 200 && row?.n === 1,
    done.text,
  );
}

async function acceptance(stage: Stage, firm: Player, needId: string, expected: string): Promise<void> {
  const {
    say,
    mail,
    baseUrl,
    players: { clinic },
    settle,
  } = stage;
  const known = mail.to(clinic.email).length;
  const proposal = await mail.find(
    (one) =>
      one.to === clinic.email && one.text.includes(firm.organisation) && one.text.includes(`${baseUrl}/commitments/`),
  );
  say.check(`the clinic gets “${proposal?.subject ?? ''}”`, proposal !== null, `${known} mails`);
  if (!proposal) return;
  const path = linkIn(proposal, baseUrl, '/commitments/');
  const done = await clinic.browser.submit(await clinic.browser.get(path), '/acceptance', {});
  say.check('the clinic accepts', done.status === 200 && done.path === path, done.text);
  await settle();
  say.equal('coverage', await coverage(stage, needId), expected);
}

export interface Promised {
  near: string;
  english: string;
}

/** Product, main job 3–4: answers by link, the clinic's yes, what is promised and what is open. */
export async function answers(stage: Stage, { needId, toNear, toEnglish }: Published): Promise<Promised> {
  const {
    say,
    players: { near, english },
    thursday,
  } = stage;
  if (!toNear || !toEnglish) throw new Error('without their mails the firms cannot answer');
  const first = await sayYes(stage, near, toNear, { quantity: '300', by: thursday });
  say.equal('coverage', await coverage(stage, needId), 'Potrzeba 1 000 · obiecano 0 · brakuje 1 000');
  say.heading('4. The clinic accepts: 300 promised, 700 open, and the need stays on the board');
  await acceptance(stage, near, needId, 'Potrzeba 1 000 · obiecano 300 · brakuje 700');
  say.check('the need is on the board', await isOnBoard(stage, needId));
  const second = await sayYes(stage, english, toEnglish, { quantity: '700', by: thursday });
  await acceptance(stage, english, needId, 'Potrzeba 1 000 · obiecano 1 000 · niczego nie brakuje');
  say.check('covered, the need has left the board’s default list', !(await isOnBoard(stage, needId)));
  return { near: first, english: second };
}
