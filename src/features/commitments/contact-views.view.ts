import { formatDateTime } from '../../templates/format.ts';
import type { DisclosureRow } from '../evidence/index.ts';
import type { Reader } from './wording.ts';

/** Who has looked at an organisation's delivery details: one line per person, thing and day. */
export const contactViews = ({ t, lang }: Reader, rows: readonly DisclosureRow[]) =>
  rows.map((row) => ({
    who: row.viewer ?? t('privacy.erased-person'),
    organisation: row.byOffice ? t('commitment.office') : row.viewerOrganisation,
    when: formatDateTime(lang, row.lastAt),
    what: t(`privacy.views.${row.what}`),
    times: row.times > 1 ? t('privacy.views.times', { count: row.times }) : null,
  }));
