import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat, type Formatters } from 'intl-messageformat';
import { LANGUAGES, type Language } from '../kernel/actor.ts';
import { cached } from './format.ts';

export type Values = Record<string, string | number | boolean | Date | null | undefined>;
/** The message of a key in one language; an unknown key comes back as itself. */
export type Translate = (key: string, values?: Values) => string;

export interface Messages {
  translate(lang: Language): Translate;
  has(lang: Language, key: string): boolean;
  keys(lang: Language): string[];
}

const NBSP = '\u00a0';
// A one-letter Polish word never ends a line; nor does a number part from its unit or the word it counts (`#` stands for one).
const ONE_LETTER_WORD = /(^|[\s(„])([aiouwzAIOUWZ]) (?=\S)/gu;
const COUNTED = /([#\d]|\{(?:min|max|km|days|\w+, number)\}) (?=\p{L}|\{unit)/gu;

/** Puts non-breaking spaces after one-letter Polish words (twice: "a w domu" has two in a row) and after numbers. */
export function bindShortWords(text: string): string {
  const bind = (s: string) => s.replace(ONE_LETTER_WORD, `$1$2${NBSP}`);
  return bind(bind(text)).replace(COUNTED, `$1${NBSP}`);
}

function readLanguage(directory: string, lang: Language): Map<string, string> {
  const folder = join(directory, lang);
  const all = new Map<string, string>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')).sort()) {
    const entries = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>;
    for (const [key, text] of Object.entries(entries)) {
      if (all.has(key)) throw new Error(`message ${key} stands twice (${lang}/${file})`);
      all.set(key, lang === 'pl' ? bindShortWords(text) : text);
    }
  }
  return all;
}

/* Numbers in a message look as they do beside it: grouped from 1 000 on, which Polish by itself does from 10 000 on. */
function formattersOf(lang: Language): Formatters {
  const key = (kind: string, options: object | undefined): string => `${kind} ${lang} ${JSON.stringify(options)}`;
  return {
    getNumberFormat: (_, options) => cached(key('number', options), () => new Intl.NumberFormat(lang, { ...options, useGrouping: 'always' })),
    getDateTimeFormat: (_, options) => cached(key('date', options), () => new Intl.DateTimeFormat(lang, options)),
    getPluralRules: (_, options) => cached(key('plural', options), () => new Intl.PluralRules(lang, options)),
  };
}

type Compiled = (values: Values) => string;

/** A message whose values are only put in: no choice, no format, nothing quoted. */
const PUT_IN = /^(?:[^{}']|\{\w+\})*$/;

/* Words and numbers go in as they are; for anything else, and for what is missing, it asks `otherwise`. */
function filling(text: string, otherwise: Compiled): Compiled {
  const [first = '', ...rest] = text.split(/\{(\w+)\}/);
  return (values) => {
    let filled = first;
    for (let at = 0; at < rest.length; at += 2) {
      const value = values[rest[at] ?? ''];
      if (typeof value !== 'string' && typeof value !== 'number') return otherwise(values);
      filled += String(value) + (rest[at + 1] ?? '');
    }
    return filled;
  };
}

const MOST_KEPT = 1_000;

/**
 * Keeps what texts were made of which values, a thousand in all: to choose a plural takes longer than anything else in a
 * list, and lists say the same again and again. Dates are not kept: nearly every one is another.
 */
function keeper(): (message: string, make: Compiled) => Compiled {
  const made = new Map<string, string>();
  return (message, make) => (values) => {
    let key = message;
    for (const [name, value] of Object.entries(values)) {
      if (value instanceof Date) return make(values);
      key += `\0${name}\0${typeof value}\0${String(value)}`;
    }
    const known = made.get(key);
    if (known !== undefined) return known;
    if (made.size >= MOST_KEPT) made.clear();
    const written = make(values);
    made.set(key, written);
    return written;
  };
}

function translator(lang: Language, texts: Map<string, string>): Translate {
  const compiled = new Map<string, Compiled>();
  const formatters = formattersOf(lang);
  const keeping = keeper();
  const compile = (key: string, text: string): Compiled => {
    let format: IntlMessageFormat | undefined;
    const general: Compiled = (values) => {
      format ??= new IntlMessageFormat(text, lang, undefined, { ignoreTag: true, formatters });
      return String(format.format(values));
    };
    return PUT_IN.test(text) ? filling(text, general) : keeping(key, general);
  };
  return (key, values) => {
    const text = texts.get(key);
    if (text === undefined) return key;
    if (!text.includes('{') && !text.includes("''")) return text;
    const known = compiled.get(key) ?? compile(key, text);
    compiled.set(key, known);
    return known(values ?? {});
  };
}

/** Reads `locales/<lang>/*.json`: flat objects of ICU messages. */
export function loadMessages(directory: string): Messages {
  const texts = new Map(LANGUAGES.map((lang) => [lang, readLanguage(directory, lang)] as const));
  const translators = new Map(LANGUAGES.map((lang) => [lang, translator(lang, texts.get(lang) ?? new Map<string, string>())] as const));
  return {
    translate: (lang) => translators.get(lang) ?? ((key) => key),
    has: (lang, key) => texts.get(lang)?.has(key) ?? false,
    keys: (lang) => [...(texts.get(lang)?.keys() ?? [])],
  };
}
