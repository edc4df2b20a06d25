import type { TestExchange } from './exchange.ts';

export interface Arrived {
  subject: string;
  text: string;
  name: string;
}

/** Runs the queue, then returns what arrived at an address, the latest first. */
export async function mailsTo(exchange: TestExchange, address: string): Promise<Arrived[]> {
  await exchange.runJobs();
  return exchange.query<Arrived>(
    `SELECT subject, body_text AS text, to_name AS name FROM mailbox WHERE to_address = $1 ORDER BY arrived_at DESC, message_id`, [address]);
}

/** The path of the secret link in a text that begins like this. */
export function linkIn(text: string, beginning: string): string {
  const found = new RegExp(`/${beginning}/[\\w-]{46}`).exec(text)?.[0];
  if (!found) throw new Error(`no /${beginning}/ link in: ${text}`);
  return found;
}

/** Of the latest mail to an address that has such a link, its path. */
export async function mailedLink(exchange: TestExchange, address: string, beginning: string): Promise<string> {
  const mail = (await mailsTo(exchange, address)).find(({ text }) => text.includes(`/${beginning}/`));
  return linkIn(mail?.text ?? '', beginning);
}
