import { ZERO, add, isPositive, toDecimal, type Quantity } from '../../kernel/quantity.ts';
import { counted, type CountedForm } from '../../templates/counted.ts';
import { formatNumber } from '../../templates/format.ts';
import type { Bar, NeedFigures } from './figures.ts';
import type { Reader } from './wording.ts';

type Part = 'received' | 'onTheWay' | 'promisedNotSent' | 'open' | 'proposed' | 'surplus';

export interface BarSegment {
  kind: Exclude<Part, 'proposed'>;
  /** Per cent of the whole bar. */
  x: number;
  width: number;
}

/** Exactly what `views/partials/coverage-bar.hbs` and the mails' table row print. */
export interface CoverageBar {
  summary: string;
  /** What is not zero, written out: "Brakuje: 700 szt.". */
  figures: { kind: Part; text: string }[];
  segments: BarSegment[];
  /** Drawn over the start of what is open. */
  proposed: Omit<BarSegment, 'kind'> | null;
  target: number | null;
  labelId: string;
}

/* To a hundredth of a per cent, which is finer than any screen. */
const share = (part: Quantity, whole: Quantity): number => Number((part * 10_000n) / whole) / 100;

/* From one quantity on, as far as the next: both ends are rounded, so that there are no gaps. */
function span(from: Quantity, part: Quantity, whole: Quantity): Omit<BarSegment, 'kind'> {
  const x = share(from, whole);
  return { x, width: Number((share(add(from, part), whole) - x).toFixed(2)) };
}

function segmentsOf(bar: Bar, whole: Quantity): BarSegment[] {
  const parts: [BarSegment['kind'], Quantity][] = [
    ['received', bar.received], ['onTheWay', bar.onTheWay], ['promisedNotSent', bar.notYetSent], ['open', bar.open], ['surplus', bar.beyond],
  ];
  const segments: BarSegment[] = [];
  let before = ZERO;
  for (const [kind, part] of parts) {
    if (isPositive(part)) segments.push({ kind, ...span(before, part, whole) });
    before = add(before, part);
  }
  return segments;
}

const promisedOf = (bar: Bar): Quantity => add(add(bar.received, bar.onTheWay), bar.notYetSent);

/** Figures of a need as the coverage bar in the reader's language. `id` is unique on the page. */
export function coverageBar(reader: Reader, figures: NeedFigures, unit: string, id: string): CoverageBar {
  const { t, lang } = reader;
  const { bar, asked } = figures;
  const number = (q: Quantity): string => formatNumber(lang, toDecimal(q));
  const withUnit = (q: Quantity, form?: CountedForm): string => counted(reader, toDecimal(q), unit, form);
  const whole = add(asked, bar.beyond);
  const parts: [Part, Quantity][] = [
    ['received', figures.received], ['onTheWay', bar.onTheWay], ['promisedNotSent', bar.notYetSent],
    ['open', bar.open], ['proposed', figures.proposed], ['surplus', figures.surplus],
  ];
  return {
    summary: t('commitment.coverage.summary', {
      // Of pieces the number says enough.
      asked: unit === 'szt' ? number(asked) : withUnit(asked, 'of'),
      promised: number(figures.promised), received: number(figures.received), open: number(figures.open),
      anyReceived: isPositive(figures.received) ? 'yes' : 'no', anyOpen: isPositive(figures.open) ? 'yes' : 'no',
    }),
    figures: parts.filter(([, part]) => isPositive(part))
      .map(([kind, part]) => ({ kind, text: `${t(`components.coverage.${kind}`)}: ${withUnit(part)}` })),
    segments: segmentsOf(bar, whole),
    proposed: isPositive(bar.hatched) ? span(promisedOf(bar), bar.hatched, whole) : null,
    target: isPositive(bar.beyond) ? share(asked, whole) : null,
    labelId: `coverage-${id}`,
  };
}
