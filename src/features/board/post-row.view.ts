import type { Language } from '../../kernel/actor.ts';
import { paths } from '../../paths.ts';
import { counted } from '../../templates/counted.ts';
import { formatShortDate } from '../../templates/format.ts';
import type { Translate } from '../../templates/i18n.ts';
import type { TextRun } from '../../text/types.ts';
import { coverageBar, type NeedFigures } from '../commitments/index.ts';
import { distanceKm } from '../organisations/index.ts';
import type { PostRow } from '../posts/index.ts';
import { postStateMark } from './post-state.view.ts';

export interface RowReader {
  t: Translate;
  lang: Language;
  /** From where distances are told; null: no distances. */
  from: { lat: number; lng: number } | null;
  runs(text: string): TextRun[];
}

function quantityText(row: PostRow, reader: RowReader): string {
  const { t } = reader;
  const amount = (value: string) => counted(reader, value, row.unit);
  if (row.supplyMode === 'capacity') return row.perWeek ? t('post.per-week', { amount: amount(row.perWeek) }) : t('supply.capacity');
  return row.quantity ? amount(row.quantity) : t('post.quantity-open');
}

function datesOf(row: PostRow, { t, lang }: RowReader) {
  const date = row.kind === 'need' ? row.neededBy : row.availableFrom;
  if (!date) return [];
  return [{ datetime: date, text: t(row.kind === 'need' ? 'post.until-date' : 'post.from-date', { date: formatShortDate(lang, date) }) }];
}

function distanceText(row: PostRow, { t, from }: RowReader): string | null {
  if (!from || row.lat === null || row.lng === null) return null;
  const km = Math.round(distanceKm(from, { lat: row.lat, lng: row.lng }));
  return km < 1 ? t('post.same-town') : t('post.distance', { km });
}

/** A post as `views/partials/post-row.hbs` prints it; `figures` for needs. `showState` for lists of one's own posts. */
export function postRowView(row: PostRow, figures: NeedFigures | undefined, reader: RowReader, showState = false) {
  const { t, lang } = reader;
  return {
    kind: row.kind,
    href: paths.post(row.id),
    titleRuns: reader.runs(row.title),
    titleLang: row.language === lang ? null : row.language,
    organisation: row.organisationName,
    place: row.townName,
    distance: distanceText(row, reader),
    quantity: quantityText(row, reader),
    terms: t(`terms.${row.terms}`),
    dates: datesOf(row, reader),
    coverage: row.kind === 'need' && figures ? coverageBar({ t, lang }, figures, row.unit, row.id) : null,
    urgent: row.urgent ? t('post.urgent') : null,
    state: showState ? postStateMark(t, row.state) : null,
    stale: showState && ['expired', 'withdrawn', 'closed-short', 'refused'].includes(row.state),
  };
}
