import fc from 'fast-check';
import { indexedPost } from '../../../src/search/meilisearch/document.ts';
import { facetFilters, filterOf, quotations, standing } from '../../../src/search/meilisearch/filters.ts';
import { among, decoded, encoded, wordOf } from '../../../src/search/meilisearch/notation.ts';
import { checkSettings, SETTINGS, signatureOf } from '../../../src/search/meilisearch/settings.ts';
import { strictMatch, planQuery } from '../../../src/search/query-plan.ts';
import { analyser, asking, post } from '../../contracts/search-corpus.ts';

describe('ids and keys in filters', () => {
  test('hold nothing that the language of filters knows', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => /^[a-z0-9_~-]*$/.test(encoded(text.toWellFormed()))));
  });
  test('come back as they were', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => decoded(encoded(text.toWellFormed())) === text.toWellFormed()));
  });
  test('are never too long, and differ when the texts do', () => {
    const [one, two] = [encoded('ż'.repeat(500)), encoded('ż'.repeat(501))];
    expect(Math.max(one.length, two.length)).toBeLessThan(300);
    expect(one).not.toBe(two);
  });
  test.each([
    ['face-shield', 'face-shield'], ["o'c\\", 'o~27~c~5c~'], ['Ab', '~41~b'], ['a"] OR kind = "need', 'a~22~~5d~~20~~4f~~52~~20~kind~20~~3d~~20~~22~need'],
  ])('%j is %s', (id, expected) => expect(encoded(id)).toBe(expected));
  test('several are a list, none is no document', () => {
    expect([among('keys', ['a', 'a', 'b']), among('keys', [])]).toEqual(['keys IN ["a", "b"]', 'keys IN []']);
  });
  test('a key is one word for the tokeniser', () => {
    expect([wordOf('ffp2'), wordOf('0,5'), wordOf("d'arc")]).toEqual(['ffp2', 'x302c35', 'x642761726 3'.replace(' ', '')]);
  });
});

describe('filters', () => {
  const strict = (text: string) => strictMatch(planQuery(analyser, text, 'pl'));
  test('want every word or the concept that the words name', () => {
    const match = strict('przyłbica pilnie');
    expect(match && filterOf(match)).toBe('((keys IN ["przylbica"] OR concepts IN ["face-shield"]) AND keys IN ["pilnie", "pilni"])');
  });
  test('leave words in quotation marks to the query', () => {
    const match = strict('"spawanie konstrukcji"');
    expect(match && quotations(match)).toHaveLength(1);
    expect(match && filterOf(match)).not.toContain('"spawanie konstrukcji"');
  });
  test.each([
    [{ member: false, organisationId: null }, '(visibility = public) AND endsOn >= 20200401'],
    [{ member: true, organisationId: null }, '(visibility = public OR visibility = members) AND endsOn >= 20200401'],
    [{ all: true }, 'endsOn >= 20200401'],
  ] as const)('for %j', (scope, expected) => expect(standing(scope, '2020-04-01')).toBe(expected));
  test('of people with an organisation name it once encoded', () => {
    expect(standing({ member: true, organisationId: 'x" OR 1' }, '2020-04-01')).toContain('audience = "x~22~~20~~4f~~52~~20~1"');
  });
  test('of facets are null where nothing is asked', () => {
    expect(facetFilters(asking({ terms: ['gift'] }))).toEqual({ kinds: null, concepts: null, regions: null, terms: 'terms IN ["gift"]' });
  });
});

describe('a document', () => {
  test('holds keys and no text as typed', () => {
    const made = indexedPost(post('a', { title: 'Przyłbice ochronne', description: 'Telefon 600 100 200, pani Anna.' }));
    expect(JSON.stringify(made)).not.toMatch(/Przyłbice|pani Anna/);
    expect(made.words).toContain('przylbice przyłbice');
    expect(made.heads).toBe('cxfaceshield');
  });
  test.each([[null, null], [91, 0], [0, 200], [Number.NaN, 1], [1, null]])('has no place at %p, %p', (lat, lng) => {
    expect(indexedPost(post('a', { title: 'a', lat, lng }))).not.toHaveProperty('_geo');
  });
});

test('settings of another making are found out', () => {
  expect(() => checkSettings(SETTINGS)).not.toThrow();
  expect(() => checkSettings({ ...SETTINGS, rankingRules: ['words'] })).toThrow('other settings');
  expect(() => checkSettings({})).toThrow('other settings');
  expect(signatureOf('1')).not.toBe(signatureOf('2'));
});
