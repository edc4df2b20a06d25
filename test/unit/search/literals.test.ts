import { searchableKeys } from '../../../src/search/match.ts';
import { anyOf, joined } from '../../../src/search/postgres/literals.ts';

test.each([
  [['maska'], "'maska'"],
  [['a', 'b'], "('a' | 'b')"],
  [['a', 'a'], "'a'"],
  [["d'arc"], "'d''arc'"],
  [['back\\slash'], "'back\\\\slash'"],
  [['a:b & !c'], "'a:b & !c'"],
])('lexemes %j are the tsquery %s', (lexemes, expected) => expect(anyOf(lexemes)).toBe(expected));

test('no lexemes are no query', () => expect([anyOf([]), joined([null, null], '&')]).toEqual([null, null]));

test('keys lose what PostgreSQL refuses and cannot pass for a concept', () => {
  const keys = ['nul\0', '#face-shield', '', '\ud800', 'x'.repeat(500)];
  expect(searchableKeys(keys)).toEqual(['nul', '\ufffd', 'x'.repeat(200)]);
});
