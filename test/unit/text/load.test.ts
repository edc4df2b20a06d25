import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDictionary, loadVocabulary } from '../../../src/text/load.ts';

const folder = mkdtempSync(join(tmpdir(), 'vocabulary-'));
const write = (name: string, content: unknown): void =>
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));

afterAll(() => rmSync(folder, { recursive: true }));

const mask = { id: 'mask', kind: 'product', pl: ['maska'], en: ['mask'] };

describe('loading', () => {
  test('a missing dictionary is null, a broken one is thrown', () => {
    expect(loadDictionary(join(folder, 'none.dict'))).toBeNull();
    write('broken.dict', 'nothing');
    expect(() => loadDictionary(join(folder, 'broken.dict'))).toThrow(RangeError);
  });

  test('reads all files of a vocabulary in order', () => {
    write('b.json', [{ ...mask, id: 'b-mask', broader: ['mask'] }]);
    write('a.json', [mask]);
    expect(loadVocabulary(folder)).toEqual([mask, { ...mask, id: 'b-mask', broader: ['mask'] }]);
  });

  test('names every fault at once', () => {
    write('a.json', [mask, mask, { ...mask, id: 'Not A Slug' }]);
    write('b.json', [{ ...mask, id: 'other', partOf: ['unknown'] }, mask]);
    write('c.json', '{');
    write('d.json', [mask, mask]);
    const load = (): unknown => loadVocabulary(folder);
    expect(load).toThrow(/a\.json: 2\.id: not a kebab-case slug/);
    expect(load).toThrow(/other\.partOf: unknown id unknown/);
    expect(load).toThrow(/c\.json: /);
    expect(load).toThrow(/mask: used twice/);
  });
});
