import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { bindShortWords, loadMessages } from '../../../src/templates/i18n.ts';

const LOCALES = join(import.meta.dirname, '../../../locales');
const messages = loadMessages(LOCALES);

function textsOf(lang: 'pl' | 'en'): [string, string][] {
  const files = readdirSync(join(LOCALES, lang)).filter((name) => name.endsWith('.json'));
  const texts = files.flatMap((file) => Object.entries(JSON.parse(readFileSync(join(LOCALES, lang, file), 'utf8')) as Record<string, string>));
  return lang === 'pl' ? texts.map(([key, text]) => [key, bindShortWords(text)]) : texts;
}

describe.each(['pl', 'en'] as const)('%s', (lang) => {
  const t = messages.translate(lang);
  const put = textsOf(lang).map(([key, text]) => ({ key, text, names: [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '') }))
    .filter(({ text, names }) => names.length > 0 && !/\{\w+,/.test(text));

  test.each([['words', (at: number) => `<b>Łódź</b> & {x} ${at}`], ['numbers', (at: number) => 1234.5 + at]])('messages that only put in %s read as the library writes them', (_, valueAt) => {
    expect(put.length).toBeGreaterThan(50);
    for (const { key, text, names } of put) {
      const values = Object.fromEntries(names.map((name, at) => [name, valueAt(at)]));
      expect(t(key, values)).toBe(new IntlMessageFormat(text, lang, undefined, { ignoreTag: true }).format(values));
    }
  });

  test('a value that is missing is noticed', () => {
    for (const { key } of put.slice(0, 20)) expect(() => t(key, {})).toThrow('was not provided');
  });
});

test('a plural read before is kept for the same values alone', () => {
  const t = messages.translate('pl');
  const tile = (count: number | string, chosen = 'no') => t('board.map.tile', { region: 'łódzkie', count, chosen });
  const texts = [1, 2, 5, 1].map((count) => tile(count));
  expect(texts[3]).toBe(texts[0]);
  expect(new Set(texts).size).toBe(3);
  expect(tile(1, 'yes')).not.toBe(tile(1));
  for (let count = 1; count < 1_100; count += 1) expect(tile(count)).toContain(String(count % 1_000).slice(-1));
  expect(tile(5)).toBe(texts[2]);
});
