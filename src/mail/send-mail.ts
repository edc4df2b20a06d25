import type { Clock } from '../kernel/clock.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { noteBounce } from './bounces.repository.ts';
import { SEND_MAIL, type Outbox, type StoredMail } from './outbox.repository.ts';
import { MailRefused, type Address, type OutgoingMail, type Transport } from './port.ts';
import type { ReturnPaths } from './return-path.ts';
import { fillLinks, type LinkTokens } from './tokens.ts';

export interface SenderOptions {
  outbox: Outbox;
  uow: UnitOfWork;
  transport: Transport;
  tokens: LinkTokens;
  clock: Clock;
  from: Address;
  /** Envelope senders that tell from what mail a report came back. */
  returnPaths: ReturnPaths;
  baseUrl: string;
  /** 0 ≤ r < 1, spreads the retries of many mails. */
  random?: () => number;
}

const FIRST_WAIT = 15_000;
const LONGEST_WAIT = 3_600_000;

/** Waits 15 s, 30 s, 1 min … at most an hour, each ± 25 %. */
export function retryAfter(attempts: number, random: number): number {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempts - 1)) * (0.75 + random / 2);
}

function outgoing(mail: StoredMail, options: SenderOptions): OutgoingMail {
  const fill = (text: string) => fillLinks(text, options.baseUrl, options.tokens);
  const headers: Record<string, string> = { 'Auto-Submitted': 'auto-generated' };
  if (mail.unsubscribeLinkId) {
    headers['List-Unsubscribe'] = `<${options.baseUrl}/u/${options.tokens.tokenOf(mail.unsubscribeLinkId)}>`;
    headers['List-Unsubscribe-Post'] = 'List-Unsubscribe=One-Click';
  }
  return {
    messageId: mail.messageId,
    from: options.from,
    returnPath: options.returnPaths.of(mail.id),
    to: { name: mail.toName, address: mail.toAddress },
    subject: mail.subject,
    text: fill(mail.text),
    html: fill(mail.html),
    headers,
  };
}

async function again(options: SenderOptions, mailId: string, runAt: Date): Promise<void> {
  await options.uow.run((work) => work.addJob({ name: SEND_MAIL, payload: { mailId }, key: `mail:${mailId}`, runAt, priority: -5 }));
}

async function fail(options: SenderOptions, mail: StoredMail, error: unknown): Promise<void> {
  const text = error instanceof Error ? error.message : String(error);
  const refused = error instanceof MailRefused ? error.refused : 'try';
  if (refused === 'address') {
    await options.uow.run(({ manager, now }) => noteBounce(manager, { mailId: mail.id, permanent: true, reason: text }, now));
    return;
  }
  const dueAt = new Date(options.clock.now().getTime() + retryAfter(mail.attempts, (options.random ?? Math.random)()));
  if (refused === 'mail' || dueAt > mail.giveUpAt) return options.outbox.markDead(mail.id, text);
  await options.outbox.markWaiting(mail.id, text, dueAt);
  await again(options, mail.id, dueAt);
}

/**
 * The job that sends one mail. The outbox row, not the job, is the truth: it says what was tried and what came of it.
 * A sender killed between the server's yes and our note of it leads to one repeat under the same Message-ID.
 */
export async function sendMail(options: SenderOptions, mailId: string): Promise<void> {
  const claim = await options.outbox.claim(mailId);
  if (claim === null) return;
  if ('busyUntil' in claim) return again(options, mailId, claim.busyUntil);
  const { mail } = claim;
  let response: string;
  try {
    response = await options.transport.send(outgoing(mail, options));
  } catch (error) {
    return fail(options, mail, error);
  }
  await options.outbox.markSent(mail.id, response, options.clock.now());
}

/** Gives mails that lost their job a new one. */
export async function rescueMails(options: SenderOptions): Promise<void> {
  for (const id of await options.outbox.stranded()) await again(options, id, options.clock.now());
}
