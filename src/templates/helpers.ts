import Handlebars, { type HelperOptions } from 'handlebars';
import type { Language } from '../kernel/actor.ts';
import { formatDate, formatDateTime, formatNumber } from './format.ts';
import type { Translate, Values } from './i18n.ts';

/** What every template's data carries at its root. */
export interface TemplateRoot {
  lang: Language;
  t: Translate;
  /** The session's CSRF token; pages only. Calling it gives a visitor a session. */
  csrfToken?: () => string;
}

const rootOf = (options: HelperOptions): TemplateRoot => (options.data as { root: TemplateRoot }).root;
const escapedCharacter = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
const escaped = (text: string): string => Handlebars.escapeExpression(text);
const given = (value: unknown): boolean => value !== null && value !== undefined && value !== '';

/**
 * The helpers that views and mails may use; all of them escape as Handlebars does, save those that return HTML: `icon`, whose
 * name is checked, `jsonLd` and `marked`, which escape what they are given.
 */
export const helpers = {
  t: (key: string, options: HelperOptions) => rootOf(options).t(key, options.hash as Values),
  number: (value: unknown, options: HelperOptions) =>
    given(value) ? formatNumber(rootOf(options).lang, value as number | string) : '',
  date: (value: unknown, options: HelperOptions) => (given(value) ? formatDate(rootOf(options).lang, value as string | Date) : ''),
  dateTime: (value: unknown, options: HelperOptions) =>
    given(value) ? formatDateTime(rootOf(options).lang, value as string | Date) : '',
  csrf: (options: HelperOptions) => rootOf(options).csrfToken?.() ?? '',
  eq: (a: unknown, b: unknown) => a === b,
  not: (a: unknown) => !a,
  and: (...parts: unknown[]) => parts.slice(0, -1).every(Boolean),
  or: (...parts: unknown[]) => parts.slice(0, -1).some(Boolean),
  concat: (...parts: unknown[]) => parts.slice(0, -1).join(''),
  // A text with the searched words marked.
  marked: (runs: readonly { text: string; hit: boolean }[]) =>
    new Handlebars.SafeString(runs.map(({ text, hit }) => (hit ? `<mark>${escaped(text)}</mark>` : escaped(text))).join('')),
  // A data block: nothing in it is run, and nothing in it can end the block.
  jsonLd: (data: unknown) =>
    new Handlebars.SafeString(`<script type="application/ld+json">${JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, escapedCharacter)}</script>`),
  icon: (name: string) => {
    if (!/^[a-z0-9-]+$/.test(name)) throw new Error(`not an icon name: ${name}`);
    return new Handlebars.SafeString(
      `<svg class="icon" aria-hidden="true" focusable="false"><use href="/assets/icons/sprite.svg#${name}"></use></svg>`,
    );
  },
};
