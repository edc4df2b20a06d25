import { until } from '../support/figures.ts';
import { aPost, publish, type Stage } from './stage.ts';

/* The check runs a quarter of an hour after an urgent need was published: its job is moved to now. */
async function checkNow({ query, settle }: Stage, needId: string): Promise<void> {
  await query(
    `SELECT graphile_worker.reschedule_jobs(array_agg(id::bigint), run_at := now()) FROM graphile_worker.jobs WHERE key = $1`,
    [`check:${needId}`],
  );
  await query(`SELECT pg_notify('jobs:insert', '{"count":1}')`);
  await settle();
}

/** Product, main job 7: nothing fits, so the office is told, once. */
export async function nothingFits(stage: Stage): Promise<void> {
  const {
    say,
    mail,
    players: { clinic, office },
    friday,
  } = stage;
  say.heading('7. Nothing fits: the office is told');
  const fields = aPost('Łóżka szpitalne', 'Bydgoszcz', { quantity: '5', neededBy: friday, urgent: 'yes' });
  const { id, page } = await publish(clinic.browser, 'need', fields);
  say.holds('the clinic publishes 5 hospital beds', page.text, 'Łóżka szpitalne', 'brakuje');
  await stage.settle();
  const before = mail.to(office.email).length;
  say.line('(the check of an urgent need is due after 15 minutes; its job is moved to now)');
  await checkNow(stage, id);
  const news = mail.to(office.email).slice(before);
  say.equal('mails to the office', news.length, 1);
  say.holds(
    'the office reads',
    `${news[0]?.subject ?? ''} ${news[0]?.text ?? ''}`,
    'Łóżka szpitalne',
    'Przychodnia Pod Topolą',
  );
}

/** One-click unsubscribe as mail providers do it: a bare POST, no cookie, no form (RFC 8058). */
export async function unsubscribing(stage: Stage): Promise<void> {
  const {
    say,
    mail,
    players: { clinic, near, english },
    query,
    settle,
    friday,
  } = stage;
  say.heading('8. One click ends the alerts of one firm, and of no other');
  const url = /<([^>]+)>/.exec(mail.to(english.email)[0]?.headers.get('list-unsubscribe') ?? '')?.[1] ?? '';
  const choices = async () => (await query<unknown[]>(`SELECT person_id FROM alert_preference`)).length;
  const looked = await fetch(url);
  say.check(
    'opening the link changes nothing',
    looked.status === 200 && (await choices()) === 0,
    String(looked.status),
  );
  const done = await fetch(url, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
  say.check(
    `${english.organisation} unsubscribes by one POST`,
    done.status === 200 && (await choices()) === 1,
    `${done.status}: ${await done.text()}`,
  );
  const before = new Map([near, english].map(({ email }) => [email, mail.to(email).length]));
  const more = (email: string) => mail.to(email).length - (before.get(email) ?? 0);
  await publish(
    clinic.browser,
    'need',
    aPost('Przyłbice na oddział dziecięcy', 'Bydgoszcz', { quantity: '40', neededBy: friday }),
  );
  await until(async () => (more(near.email) > 0 ? true : null));
  await settle();
  say.equal(`mails about the clinic’s next need to ${near.organisation}`, more(near.email), 1);
  say.equal(`mails about it to ${english.organisation}`, more(english.email), 0);
}

/** Nothing reaches anybody twice, also when matching is done again. */
export async function onlyOnce(stage: Stage, needId: string): Promise<void> {
  const {
    say,
    mail,
    players: { clinic },
    query,
    settle,
  } = stage;
  say.heading('9. Nobody gets the same thing twice');
  const before = mail.mails.length;
  const form = await clinic.browser.get(`/posts/${needId}/edit`);
  const edited = await clinic.browser.submit(form, '/edit', { description: 'Najlepiej pakowane po 50 sztuk.' });
  await settle();
  say.check(
    'the clinic edits the need, it is matched again',
    edited.status === 200 && edited.path === `/posts/${needId}`,
    edited.text,
  );
  say.equal('mails after that', mail.mails.length - before, 0);
  say.equal(
    'Message-IDs that came twice',
    mail.mails.length - new Set(mail.mails.map(({ messageId }) => messageId)).size,
    0,
  );
  const [pairs] = await query<{ told: number; twice: number }[]>(
    `SELECT count(*)::int AS told, (count(*) - count(DISTINCT (a.person_id, a.match_id)))::int AS twice FROM alert a WHERE a.told_at IS NOT NULL`,
  );
  say.equal(`(recipient, pair) told twice, of ${pairs?.told ?? 0}`, pairs?.twice ?? -1, 0);
  const [unsent] = await query<{ n: number }[]>(
    `SELECT count(*)::int AS n FROM mail WHERE state <> 'sent' OR attempts <> 1`,
  );
  say.equal('mails not sent at the first try', unsent?.n ?? -1, 0);
  const told = new Set(mail.mails.map(({ messageId }) => messageId));
  const written = await query<{ message_id: string }[]>(`SELECT message_id FROM mail`);
  say.equal(
    `mails written but not taken, of ${written.length}`,
    written.filter((row) => !told.has(row.message_id)).length,
    0,
  );
}
