import { createHmac, timingSafeEqual } from 'node:crypto';
import { isId } from '../kernel/ids.ts';

/**
 * Variable envelope return paths: every mail leaves under an address of its own (`bounces+<token>@…`), so that whatever
 * comes back to it says which mail it was, however the other server words its report.
 */
export interface ReturnPaths {
  /** The envelope sender of a mail; null when no mailbox for bounces is set. */
  of(mailId: string): string | null;
  /** The id of the mail whose return path this is; null for any address we did not make. */
  mailOf(address: string): string | null;
}

const TAG_BYTES = 8;

/** `address` is the mailbox for bounces; its server must deliver `local+anything@domain` into it. */
export function returnPaths(secret: string, address: string | null): ReturnPaths {
  const [local = '', domain = ''] = (address ?? '').toLowerCase().split('@');
  // Mail servers may change the case of the local part: only lower-case hexadecimal is used.
  const tag = (hex: string) => createHmac('sha256', `return-path:${secret}`).update(hex).digest().subarray(0, TAG_BYTES).toString('hex');
  return {
    of(mailId) {
      if (address === null) return null;
      const hex = mailId.replaceAll('-', '');
      return `${local}+${hex}${tag(hex)}@${domain}`;
    },
    mailOf(typed) {
      const found = /\+([0-9a-f]{32})([0-9a-f]{16})@([^@]+)$/.exec(typed.trim().toLowerCase());
      const [, hex = '', given = '', at = ''] = found ?? [];
      if (!found || at !== domain || !timingSafeEqual(Buffer.from(given, 'hex'), Buffer.from(tag(hex), 'hex'))) return null;
      const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
      return isId(id) ? id : null;
    },
  };
}
