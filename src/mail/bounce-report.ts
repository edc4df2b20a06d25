import { z } from 'zod';
import type { Bounce } from './bounces.repository.ts';
import type { ReturnPaths } from './return-path.ts';

const OWN_MESSAGE_ID = /<([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})@/;

/** What a mail service tells a webhook, in our own words; docs/operations.md says how to translate a provider's. */
const schema = z.strictObject({
  /** The Message-ID of our mail, or the address to which the report came. One of them. */
  messageId: z.string().max(300).optional(),
  returnPath: z.string().max(300).optional(),
  type: z.enum(['hard', 'soft', 'complaint']),
  reason: z.string().max(5_000).default(''),
});

function mailIdOf(messageId: string | undefined, returnPath: string | undefined, paths: ReturnPaths): string | null {
  const named = returnPath === undefined ? null : paths.mailOf(returnPath);
  return named ?? OWN_MESSAGE_ID.exec(messageId ?? '')?.[1] ?? null;
}

/** Null for anything that is not a report in our words about a mail of ours. */
export function readNotice(body: unknown, paths: ReturnPaths): Bounce | null {
  const parsed = schema.safeParse(body);
  if (!parsed.success) return null;
  const { messageId, returnPath, type, reason } = parsed.data;
  const mailId = mailIdOf(messageId, returnPath, paths);
  return mailId === null ? null : { mailId, permanent: type !== 'soft', reason: type === 'complaint' ? `complaint ${reason}` : reason };
}

const header = (name: string, text: string): string | null =>
  new RegExp(`^${name}:[ \\t]*(.+(?:\\r?\\n[ \\t]+.+)*)`, 'im').exec(text)?.[1]?.replace(/\s+/g, ' ').trim() ?? null;

/* Where a delivered report names the address it came to. */
const RECEIVERS = ['Delivered-To', 'X-Original-To', 'Envelope-To', 'To'];

function addressed(text: string, paths: ReturnPaths): string | null {
  for (const name of RECEIVERS) {
    const value = header(name, text) ?? '';
    for (const [address] of value.matchAll(/[^\s<>,;"]+@[^\s<>,;"]+/g)) {
      const mailId = paths.mailOf(address);
      if (mailId) return mailId;
    }
  }
  return null;
}

/**
 * Reads a delivery status notification (RFC 3464) as it came to the mailbox for bounces. Which mail it is about says the
 * address it came to, which only we can have made; a failed delivery with a status 5.x.x is permanent. Null for anything
 * else, such as an automatic reply.
 */
export function readReport(message: string, paths: ReturnPaths): Bounce | null {
  const mailId = addressed(message, paths);
  const action = header('Action', message)?.toLowerCase() ?? '';
  if (mailId === null || !['failed', 'delayed'].includes(action)) return null;
  const status = header('Status', message) ?? 'undeliverable';
  return { mailId, permanent: action === 'failed' && status.startsWith('5'), reason: header('Diagnostic-Code', message) ?? status };
}
