import { emailFrom } from '../../../src/features/accounts/email-address.ts';

test.each([
  ['anna@firma.pl', 'anna@firma.pl'],
  [' Anna.Nowak+giełda@Firma.PL ', null],
  [' Anna.Nowak+gielda@Firma.PL ', 'anna.nowak+gielda@firma.pl'],
  [`${'a'.repeat(64)}@firma.pl`, `${'a'.repeat(64)}@firma.pl`],
])('%j: %j', (typed, stored) => expect(emailFrom(typed)).toBe(stored));

test.each<[string, unknown]>([
  ['a list', 'a@b.pl,c@d.pl'], ['a list with a space', 'a@b.pl, c@d.pl'], ['a list with semicolons', 'a@b.pl;c@d.pl'], ['two with a space', 'a@b.pl c@d.pl'],
  ['a name in front', 'Anna <a@b.pl>'], ['a line break', 'a@b.pl\r\nBcc: c@d.pl'], ['a line feed in the middle', 'a\n@b.pl'], ['NUL', 'a\u0000@b.pl'],
  ['Cyrillic a', '\u0430nna@firma.pl'], ['dotless i', 'admın@firma.pl'], ['full-width', 'ａnna@firma.pl'], ['a right-to-left mark', 'a\u202enna@firma.pl'],
  ['the Kelvin sign, which lower case turns into k', '\u212aasia@firma.pl'], ['an array', ['a@b.pl']], ['an object', { address: 'a@b.pl' }], ['nothing', undefined],
  ['10 kB', `${'a'.repeat(10_000)}@b.pl`], ['a local part of 65', `${'a'.repeat(65)}@firma.pl`], ['no domain', 'a@'], ['no dot', 'a@localhost'], ['a comment', 'a(c)@b.pl'],
  ['a quoted part', '"a b"@c.pl'], ['an address literal', 'a@[127.0.0.1]'], ['a percent', 'a%0abcc@b'],
])('%s is no address', (_, typed) => expect(emailFrom(typed)).toBeNull());
