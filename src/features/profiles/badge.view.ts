import type { Language } from '../../kernel/actor.ts';
import { formatDate } from '../../templates/format.ts';
import type { Translate } from '../../templates/i18n.ts';
import type { Organisation } from '../organisations/index.ts';

type Checked = Pick<Organisation, 'membership' | 'checkedAt' | 'checks' | 'confirmedAt'>;

/**
 * What the office checked of an organisation and when, and when its people last said that it is right: the lines of
 * partial `badge`. Null for one that the office has not approved.
 */
export function badgeView({ membership, checkedAt, checks, confirmedAt }: Checked, { t, lang }: { t: Translate; lang: Language }) {
  if (membership !== 'approved' || !checkedAt) return null;
  const what = checks.map((check) => t(`check.${check}`)).join(', ');
  return {
    checked: t('badge.checked', { what, date: formatDate(lang, checkedAt), known: what ? 'yes' : 'no' }),
    confirmed: confirmedAt && confirmedAt > checkedAt ? t('badge.confirmed', { date: formatDate(lang, confirmedAt) }) : null,
  };
}
