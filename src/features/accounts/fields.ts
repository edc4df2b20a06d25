const LONGEST_NAME = 100;

/** One text of a posted body as it was typed; anything else that came under the name is nothing. */
export function verbatim(body: Record<string, unknown>, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}

/** One text of a posted body, fit to be stored and shown: no control characters, no lone surrogates, trimmed. */
export function textOf(body: Record<string, unknown>, name: string): string {
  // eslint-disable-next-line no-control-regex -- taking them out is the point
  return verbatim(body, name).replace(/[\u0000-\u001f\u007f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ').toWellFormed().normalize('NFC').trim();
}

/** Written without a space before what follows: "lek.med", "mgr.inż". */
const TITLES = new Set([
  'prof', 'dr', 'hab', 'inż', 'inz', 'mgr', 'lek', 'med', 'n', 'ks', 'dypl', 'arch', 'mł', 'st', 'asp', 'kpt', 'mjr', 'płk', 'por', 'sierż',
]);
const DOTTED = /(?<![\p{L}\d-])([\p{L}\d-]+)\.(\p{L}{2,})(?![\p{L}\d])/gu;

/* Mail programs make a link of "zly.pl" by themselves; "J.Kowalski" and "Jan.Kowalski" are none. */
function isSite(left: string, right: string): boolean {
  if (TITLES.has(left.toLowerCase())) return false;
  return right === right.toLowerCase() || (left.length > 1 && right.length <= 4);
}

/** True of a name with the address of a site or signs of HTML in it: names stand in mails to others. */
export const isOddName = (name: string): boolean =>
  /:\/\/|\bwww\.|[<>]/i.test(name) || [...name.matchAll(DOTTED)].some(([, left = '', right = '']) => isSite(left, right));

/** What is wrong with a person's name, or null. */
export function nameFault(name: string): { key: string; data?: { max: number } } | null {
  if (name.length < 2) return { key: 'account.name-missing' };
  if (name.length > LONGEST_NAME) return { key: 'account.name-long', data: { max: LONGEST_NAME } };
  return isOddName(name) ? { key: 'account.name-odd' } : null;
}
