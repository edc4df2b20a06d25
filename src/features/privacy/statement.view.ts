import { today } from '../../kernel/dates.ts';
import { paths } from '../../paths.ts';
import type { Language } from '../../kernel/actor.ts';
import { formatDate } from '../../templates/format.ts';
import type { Translate } from '../../templates/i18n.ts';
import { inReadersLanguage } from './clause.view.ts';
import { isReviewOverdue, missingFor, type SiteTexts } from './site-text.ts';

interface Input {
  t: Translate;
  lang: Language;
  texts: SiteTexts;
  now: Date;
  /** Address people use, without a trailing slash. */
  baseUrl: string;
  administrator: boolean;
}

const warningOf = ({ texts, now, administrator }: Input): 'statement-missing' | 'review-overdue' | null => {
  if (!administrator) return null;
  if (missingFor('statement', texts).length > 0) return 'statement-missing';
  return isReviewOverdue(texts['statement-reviewed'], today(now)) ? 'review-overdue' : null;
};

const filledLines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

const methodOf = ({ t, texts }: Input): string => (texts['statement-method'] === 'external'
  ? t('privacy.statement.method.external', { auditor: texts['statement-auditor'] || '–' }) : t('privacy.statement.method.self'));

function contactOf({ t, texts }: Input) {
  const unknown = t('privacy.statement.unknown');
  return {
    person: texts['statement-person'] || t('privacy.statement.office'),
    email: texts['statement-email'] || texts['controller-email'] || unknown,
    phone: texts['statement-phone'] || texts['controller-phone'] || unknown,
  };
}

/**
 * What `views/privacy/statement.hbs` prints: the accessibility statement in its prescribed form. The ids in the view
 * (`a11y-…`) are those of the ministry's technical conditions; monitors look the parts up by them.
 */
export function statementView(input: Input) {
  const { t, lang, texts } = input;
  const warning = warningOf(input);
  const date = (name: 'statement-published' | 'statement-updated' | 'statement-prepared' | 'statement-reviewed') =>
    ({ day: texts[name], text: texts[name] === '' ? t('privacy.statement.unknown') : formatDate(lang, texts[name]) });
  const status = texts['statement-status'];
  const gaps = inReadersLanguage(texts, lang, 'statement-gaps');
  return {
    title: t('privacy.statement.title'),
    warning: warning && { text: t(`privacy.warning.${warning}`), href: paths.siteTexts() },
    entity: texts['controller-name'] || t('privacy.statement.office'),
    url: input.baseUrl,
    published: date('statement-published'),
    updated: date('statement-updated'),
    status: t(`privacy.statement.status.${status || 'unknown'}`),
    gaps: status === 'full' ? [] : filledLines(gaps),
    prepared: date('statement-prepared'),
    reviewed: date('statement-reviewed'),
    method: methodOf(input),
    contact: contactOf(input),
    procedure: ['ask', 'content', 'time', 'refusal'].map((step) => t(`privacy.statement.procedure.${step}`)),
    building: filledLines(inReadersLanguage(texts, lang, 'statement-building')),
  };
}
