import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { loadMessages } from '../../src/templates/i18n.ts';
import { calls, everythingSpelled, filesOf, fits, pattern, readText, ROOT, sources, spelled, type Call, type Spelled } from './source.ts';

const messages = loadMessages(join(ROOT, 'locales'));
const keys = messages.keys('pl');

/** Which argument of a call is a message's key. */
const KEY_ARGUMENT: Readonly<Record<string, number>> = { t: 0, translate: 0, fail: 1, DomainError: 1 };

const keyOf = ({ name, arguments: given }: Call): Spelled[] => {
  const position = Object.hasOwn(KEY_ARGUMENT, name) ? KEY_ARGUMENT[name] : undefined;
  // `messages.translate(lang)` names a language, which has no dot.
  return position === undefined ? [] : spelled(given[position]).filter((what) => what instanceof RegExp || what.includes('.'));
};

/** A pattern that says nothing (`${prefix}.${value}`): the prefixes stand elsewhere in the same file. */
const saysNothing = (what: Spelled): boolean => what instanceof RegExp && what.source.startsWith('^.+');

/** `{{t "key"}}`, `(t "key")` and `(t (concat "a." b ".c"))` of a template. */
function keysInView(text: string): Spelled[] {
  const plain = [...text.matchAll(/[{(]t "([^"]+)"/g)].map((found) => found[1] ?? '');
  const joined = [...text.matchAll(/[{(]t \(concat ([^)]*)\)/g)].map((found) => concatPattern(found[1] ?? ''));
  return [...plain, ...joined];
}

function concatPattern(parts: string): RegExp {
  return pattern(...[...parts.matchAll(/"([^"]*)"|[^\s"]+/g)].map(([all, quoted]) => (all.startsWith('"') ? (quoted ?? '') : '*')));
}

const views = filesOf('views/**/*.hbs').map((file) => ({ file, text: readText(file) }));
const inViews = views.flatMap(({ file, text }) => keysInView(text).map((key) => ({ file, key })));
const inCode = calls.flatMap((call) => keyOf(call).map((key) => ({ file: call.file, key }))).filter(({ key }) => !saysNothing(key));

/** Keys may travel (`key: 'a.b'`, a table of keys): every text that equals a key uses it. */
const everywhere = [...sources.flatMap(everythingSpelled).filter((what) => !saysNothing(what)), ...inViews.map(({ key }) => key)];
const texts = new Set(everywhere.filter((what) => typeof what === 'string'));
const quotedInViews = new Set(views.flatMap(({ text }) => [...text.matchAll(/"([^"]+)"/g)].map((found) => found[1] ?? '')));
const patterns = everywhere.filter((what) => what instanceof RegExp);

/** Files that put a key together from a prefix and a value: each text in them may be such a prefix. */
const prefixes = new Set(
  sources
    .filter(({ file }) => calls.some((call) => call.file === file && keyOf(call).some(saysNothing)))
    .flatMap((source) => everythingSpelled(source).filter((what) => typeof what === 'string')),
);

const isUsed = (key: string): boolean =>
  texts.has(key) || quotedInViews.has(key) || patterns.some((what) => what.test(key)) || prefixes.has(key.slice(0, key.lastIndexOf('.')));

function argumentsOf(text: string, lang: string): string[] {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) {
      if ('type' in value && 'value' in value && typeof value.type === 'number' && value.type >= 1 && value.type <= 6) found.add(String(value.value));
      Object.values(value).forEach(walk);
    }
  };
  walk(new IntlMessageFormat(text, lang, undefined, { ignoreTag: true }).getAst());
  return [...found].sort();
}

function faultOf(text: string, lang: string): string | null {
  try {
    argumentsOf(text, lang);
    return null;
  } catch (error) {
    return String(error);
  }
}

function rawTexts(lang: string): Map<string, string> {
  return new Map(filesOf(`locales/${lang}/*.json`).flatMap((file) => Object.entries(JSON.parse(readText(file)) as Record<string, string>)));
}

test('both languages have the same messages, in files of the same name', () => {
  expect(messages.keys('en').toSorted()).toEqual(keys.toSorted());
  const inLanguage = (lang: string) => filesOf(`locales/${lang}/*.json`).map((file) => file.replace(`locales/${lang}/`, ''));
  expect(inLanguage('en')).toEqual(inLanguage('pl'));
});

test.each(['pl', 'en'])('every message is well formed: %s', (lang) => {
  const faults = [...rawTexts(lang)].map(([key, text]) => ({ key, fault: faultOf(text, lang) }));
  expect(faults.filter(({ fault }) => fault !== null)).toEqual([]);
});

// A unit's word follows its number in the languages that have several for it.
const saysTheSame = (key: string, polish: string, english: string): boolean =>
  key.startsWith('unit-of.') || argumentsOf(polish, 'pl').join() === argumentsOf(english, 'en').join();

test('every message says the same in both languages', () => {
  const english = rawTexts('en');
  const different = [...rawTexts('pl')].filter(([key, text]) => !saysTheSame(key, text, english.get(key) ?? ''));
  expect(different.map(([key]) => key)).toEqual([]);
});

test('no message is empty', () => {
  expect([...rawTexts('pl'), ...rawTexts('en')].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([]);
});

// What a refusal tells of comes written out (`readable`): formatted once more, "2 000" is no number.
test('no message formats an amount a second time', () => {
  const formatting = [...rawTexts('pl'), ...rawTexts('en')].filter(([, text]) => /, number\b/.test(text)).map(([key]) => key);
  expect([...new Set(formatting)].sort()).toEqual(['form.whole-number', 'reason.too-far']);
});

// "1 000" and a telephone number stay in one line.
test('no number of a message can break', () => {
  const breaking = [...rawTexts('pl'), ...rawTexts('en')].filter(([, text]) => /\d \d/.test(text)).map(([key]) => key);
  expect(breaking).toEqual([]);
});

test('every key that the code or a view names exists', () => {
  const missing = [...inCode, ...inViews].filter(({ key }) => !keys.some((known) => fits(known, key)));
  expect(missing.map(({ file, key }) => `${file}: ${String(key)}`)).toEqual([]);
});

test('every message is used', () => {
  expect(keys.filter((key) => !isUsed(key))).toEqual([]);
});
