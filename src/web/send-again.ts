import type { Request } from 'express';

/** A form that was refused for its age, to be sent once more as it was typed. */
export interface SendAgain {
  action: string;
  fields: { name: string; value: string }[];
}

/** What nobody writes into a page: passwords, codes, proofs. */
const SECRET = /password|code|token|secret|credential/i;

/* A form of one of our own pages, sent by somebody who looks at the answer. Of an old browser that does not say so we cannot know. */
const isOwnForm = (req: Request): boolean =>
  req.get('sec-fetch-site') === 'same-origin' && req.get('sec-fetch-mode') === 'navigate' && req.is('application/x-www-form-urlencoded') !== false;

const fieldsOf = (body: Record<string, unknown>): SendAgain['fields'] =>
  Object.entries(body)
    .filter(([name]) => name !== '_csrf')
    .flatMap(([name, value]) => [value].flat().flatMap((one) => (typeof one === 'string' ? [{ name, value: one }] : [])));

/**
 * What a form held whose session has ended meanwhile, so that nothing typed is lost: its page offers to send it again with a
 * token of today. Null for what does not come from a page of ours, for files, and where something typed is secret.
 */
export function sendAgainOf(req: Request): SendAgain | null {
  if (!isOwnForm(req)) return null;
  const fields = fieldsOf((req.body as Record<string, unknown> | undefined) ?? {});
  return fields.some(({ name }) => SECRET.test(name)) ? null : { action: req.originalUrl, fields };
}
