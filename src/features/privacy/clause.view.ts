import { paths } from '../../paths.ts';
import type { Language } from '../../kernel/actor.ts';
import type { Translate } from '../../templates/i18n.ts';
import { TEXT_VERSIONS } from '../evidence/index.ts';
import { retentionRules } from './retention.ts';
import { missingFor, type SiteTexts } from './site-text.ts';

interface Input {
  t: Translate;
  lang: Language;
  texts: SiteTexts;
  /** Told to administrators only. */
  administrator: boolean;
  signedIn: boolean;
}

interface Part {
  id: string;
  heading: string;
  paragraphs: string[];
  items: string[];
}

const filled = (...lines: string[]): string[] => lines.filter((line) => line !== '');

/** A text in the reader's language; the Polish one where there is no English. */
export const inReadersLanguage = (texts: SiteTexts, lang: Language, name: 'recipients' | 'statement-gaps' | 'statement-building'): string =>
  (lang === 'en' && texts[`${name}-en`]) || texts[name];

function controller({ t, texts }: Input): string[] {
  const name = texts['controller-name'];
  if (name === '') return [t('privacy.clause.controller-unnamed')];
  const phone = texts['controller-phone'];
  return filled(
    t('privacy.clause.controller-is', { name }), texts['controller-address'],
    texts['controller-email'] && t('privacy.clause.mail', { email: texts['controller-email'] }), phone && t('privacy.clause.phone', { phone }),
  );
}

function officer({ t, texts }: Input): Part[] {
  const paragraphs = filled(texts['dpo-name'], texts['dpo-email'] && t('privacy.clause.mail', { email: texts['dpo-email'] }));
  return paragraphs.length === 0 ? [] : [{ id: 'officer', heading: t('privacy.clause.officer'), paragraphs, items: [] }];
}

const PURPOSES = ['account', 'cooperation', 'own-account', 'security', 'claims', 'law'] as const;
const RIGHTS = ['access', 'correct', 'erase', 'restrict', 'object', 'complain'] as const;

function parts(input: Input): Part[] {
  const { t, lang, texts } = input;
  const part = (id: string, paragraphs: string[], items: string[] = []): Part => ({ id, heading: t(`privacy.clause.${id}`), paragraphs, items });
  return [
    part('controller', controller(input)),
    ...officer(input),
    part('purposes', [], PURPOSES.map((purpose) => t(`privacy.clause.purpose.${purpose}`))),
    part('source', [t('privacy.clause.source-text')]),
    part('recipients', filled(t('privacy.clause.recipients-text'), inReadersLanguage(texts, lang, 'recipients'))),
    part('rights', [], RIGHTS.map((right) => t(`privacy.clause.right.${right}`))),
    part('voluntary', [t('privacy.clause.voluntary-text')]),
    part('automatic', [t('privacy.clause.automatic-text')]),
    part('cookies', [t('privacy.clause.cookies-text')]),
  ];
}

/* As people say it: whole years and months where there are any. */
function spanOf(days: number): { unit: string; count: number } {
  if (days === 0) return { unit: 'none', count: 0 };
  if (days % 365 === 0) return { unit: 'years', count: days / 365 };
  return days > 30 && days % 30 === 0 ? { unit: 'months', count: days / 30 } : { unit: 'days', count: days };
}

/** What `views/privacy/clause.hbs` prints: the short layer first, then the whole (art. 13 and 14 RODO). */
export function clauseView(input: Input) {
  const { t, texts } = input;
  return {
    title: t('privacy.clause.title'),
    missing: input.administrator && missingFor('clause', texts).length > 0 ? paths.siteTexts() : null,
    short: [controller(input)[0], ...['kept', 'shown', 'decided', 'yours'].map((line) => t(`privacy.short.${line}`))],
    myData: input.signedIn ? paths.myData() : null,
    parts: parts(input),
    rules: retentionRules.map(({ id, days }) => ({
      what: t(`privacy.retention.${id}`), period: t('privacy.retention.period', spanOf(days)), why: t(`privacy.retention.${id}.why`),
    })),
    version: t('privacy.clause.version', { version: TEXT_VERSIONS['information-clause'] }),
  };
}
