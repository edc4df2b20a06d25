import { scaleLinear } from 'd3-scale';
import { toDecimal } from '../../kernel/quantity.ts';
import { counted } from '../../templates/counted.ts';
import { formatNumber } from '../../templates/format.ts';
import type { PageRequest } from '../../web/route.ts';
import { regionName } from '../organisations/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import type { Takers } from './impact.queries.ts';
import { byMonth, byRegion, byThing, type Amount, type Counted, type Receipts } from './impact.ts';

type Reader = Pick<PageRequest, 't' | 'lang'>;

/** A row of a plot: the bar is drawn, the figures are written. */
export interface PlotRow {
  label: string;
  /** Per cent of the longest bar, without the sign. */
  width: number;
  deliveries: string;
  /** Amounts with their units. */
  amounts: string;
}

const MONTH_NAME = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
const THINGS = 15;

const amountsText = (reader: Reader, amounts: readonly Amount[]): string =>
  amounts.map(({ quantity, unit }) => counted(reader, toDecimal(quantity), unit)).join(', ');

type Line = Pick<Counted<unknown>, 'deliveries' | 'amounts'>;

function plot<T extends Line>(reader: Reader, rows: readonly T[], label: (row: T) => string): PlotRow[] {
  const width = scaleLinear([0, Math.max(1, ...rows.map(({ deliveries }) => deliveries))], [0, 100]);
  return rows.map((row) => ({
    label: label(row),
    width: Math.round(width(row.deliveries) * 100) / 100,
    deliveries: formatNumber(reader.lang, row.deliveries),
    amounts: amountsText(reader, row.amounts) || '–',
  }));
}

/** What `views/impact/impact.hbs` prints. `today` is a date, `YYYY-MM-DD`. */
export function impactView(reader: Reader, input: { receipts: readonly Receipts[]; takers: Takers; vocabulary: Vocabulary; today: string }) {
  const { t, lang } = reader;
  const { receipts, takers, vocabulary } = input;
  const monthName = new Intl.DateTimeFormat(lang, MONTH_NAME);
  const things = plot(
    reader,
    byThing(receipts).slice(0, THINGS).map((thing) => ({ ...thing, amounts: [thing] })),
    ({ concept }) => (concept === null ? t('impact.other-thing') : vocabulary.name(concept, lang)),
  );
  const regions = plot(reader, byRegion(receipts), ({ key }) => (key === null ? t('impact.abroad') : regionName(key, lang)));
  const months = plot(reader, byMonth(receipts, input.today.slice(0, 7)), ({ key }) => monthName.format(new Date(`${key}-01T00:00:00Z`)));
  return {
    title: t('impact.title'),
    lead: t('impact.lead', { ...takers }),
    empty: takers.deliveries === 0,
    plots: [
      { id: 'things', heading: t('impact.things'), what: t('impact.thing'), rows: things },
      { id: 'regions', heading: t('impact.regions'), what: t('impact.region'), rows: regions },
      { id: 'months', heading: t('impact.months'), what: t('impact.month'), rows: months },
    ],
  };
}
