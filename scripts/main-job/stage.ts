import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { addDays, nextWeekday, today, type LocalDate } from '../../src/kernel/dates.ts';
import { openBrowser, type Browser, type SeenPage } from '../support/browser.ts';
import type { RunningExchange } from '../support/exchange.ts';
import { until } from '../support/figures.ts';
import type { MailServer, ReceivedMail } from '../support/mail-server.ts';
import type { Transcript } from '../support/transcript.ts';
import { addCast, PASSWORD, type Role } from './cast.ts';

export interface Player {
  email: string;
  organisation: string;
  browser: Browser;
}

/** What every scene works with. */
export interface Stage {
  say: Transcript;
  mail: MailServer;
  baseUrl: string;
  players: Readonly<Record<Role, Player>>;
  /** "By Friday", at least three days from now, and the day before it. */
  friday: LocalDate;
  thursday: LocalDate;
  now: LocalDate;
  query: DataSource['query'];
  /** Waits until no job is left to do and every mail has been taken in. */
  settle(): Promise<void>;
}

const SETTLED = 100;

/** Stores the cast and opens a browser for each; only those who will need it sign in. */
export async function setStage(running: RunningExchange, mail: MailServer, say: Transcript): Promise<Stage> {
  const { dataSource } = running.exchange;
  const cast = await addCast(dataSource.manager, new Date());
  const players = Object.fromEntries(
    cast.map(({ role, email, organisation, language }) => [
      role,
      { email, organisation, browser: openBrowser(running.baseUrl, language) },
    ]),
  ) as Record<Role, Player>;
  for (const { email, browser } of Object.values(players)) await browser.signIn(email, PASSWORD);
  const now = today(new Date());
  const friday = nextWeekday(addDays(now, 2), 5);
  return {
    say,
    mail,
    baseUrl: running.baseUrl,
    players,
    friday,
    thursday: addDays(friday, -1),
    now,
    query: (sql, values) => dataSource.query(sql, values),
    async settle() {
      await until(async () => ((await running.isIdle()) ? true : null), 30_000, 25);
      // The server says yes before the mail is read.
      await new Promise((resolve) => setTimeout(resolve, SETTLED));
    },
  };
}

/** The path of the first link of the mail that begins so, such as `/a/` for the answer. */
export function linkIn(mail: ReceivedMail, baseUrl: string, path: string): string {
  const link = new RegExp(`${baseUrl}(${path}[\\w/-]+)`).exec(mail.text)?.[1];
  if (link === undefined) throw new Error(`the mail “${mail.subject}” has no link ${path}`);
  return link;
}

/** The id at the end of a page's address. */
export const idOf = (page: SeenPage): string => /[0-9a-f-]{36}/.exec(page.path)?.[0] ?? '';

/** Fields that every form of a post gets here. */
export const aPost = (title: string, town: string, more: Readonly<Record<string, string | string[]>>) => ({
  title,
  town,
  unit: 'szt',
  language: 'pl',
  submissionKey: randomUUID(),
  intent: 'publish',
  ...more,
});

/** Publishes through the form of a new post. Returns the post's page and when the button was pressed. */
export async function publish(
  browser: Browser,
  kind: 'need' | 'offer',
  fields: Readonly<Record<string, string | string[]>>,
): Promise<{ page: SeenPage; id: string; pressedAt: number }> {
  const form = await browser.get(`/posts/new?kind=${kind}`);
  const pressedAt = performance.now();
  const page = await browser.submit(form, '/posts', fields);
  return { page, id: idOf(page), pressedAt };
}
