import { createHmac, timingSafeEqual } from 'node:crypto';
import { isId } from '../kernel/ids.ts';

const TAG_BYTES = 18;

/** Makes and reads the secret part of links in mails. */
export interface LinkTokens {
  tokenOf(linkId: string): string;
  /** The link's id, or null for anything we did not make. */
  read(token: string): string | null;
}

/**
 * A token is the link's id and an HMAC-SHA-256 tag over it (144 bits). It can be computed again for every try to send
 * and is stored nowhere: neither the outbox nor a backup holds a working link.
 */
export function linkTokens(secret: string): LinkTokens {
  const tag = (id: string) => createHmac('sha256', `mail-link:${secret}`).update(id).digest().subarray(0, TAG_BYTES);
  return {
    tokenOf: (id) => Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), tag(id)]).toString('base64url'),
    read(token) {
      if (!/^[\w-]{46}$/.test(token)) return null;
      const bytes = Buffer.from(token, 'base64url');
      // The last character has bits to spare: only one spelling of a token is good.
      if (bytes.toString('base64url') !== token) return null;
      const hex = bytes.subarray(0, 16).toString('hex');
      const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
      return isId(id) && timingSafeEqual(bytes.subarray(16), tag(id)) ? id : null;
    },
  };
}

/** Stands in a stored mail where the secret link goes. */
export const placeholder = (path: string, linkId: string): string => `%%LINK:${path}:${linkId}%%`;

/** Puts the real links in, at the moment of sending. */
export function fillLinks(text: string, baseUrl: string, tokens: LinkTokens): string {
  return text.replace(/%%LINK:([a-z-]+):([0-9a-f-]{36})%%/g, (_, path: string, id: string) => `${baseUrl}/${path}/${tokens.tokenOf(id)}`);
}
