import { masked, unmasked } from '../../../src/web/middleware/csrf-mask.ts';

const TOKEN = '00ff17a9c3e1'.repeat(6);

test('what is masked comes back', () => {
  for (const token of [TOKEN, '00', 'ff'.repeat(128)]) expect(unmasked(masked(token))).toBe(token);
});

test('no two pages show the same letters', () => {
  const shown = Array.from({ length: 200 }, () => masked(TOKEN));
  expect(new Set(shown).size).toBe(200);
  // Nor does a place in it keep its letter: neither half is the token itself.
  for (let at = 0; at < (shown[0] ?? '').length - 1; at += 1) expect(new Set(shown.map((one) => one[at])).size).toBeGreaterThan(1);
});

test.each([
  ['nothing', ''], ['half of it', masked(TOKEN).slice(0, 47)], ['other letters', '*'.repeat(48)], ['an odd number of bytes', 'AAAA'],
  ['letters after it', `${masked(TOKEN)}=`], ['a space before it', ` ${masked(TOKEN)}`],
])('%s is no mask', (_, text) => {
  expect(unmasked(text)).toBeNull();
});

test('one letter changed is another token', () => {
  const text = masked(TOKEN);
  const other = `${text[0] === 'A' ? 'B' : 'A'}${text.slice(1)}`;
  expect(unmasked(other)).not.toBe(TOKEN);
});
