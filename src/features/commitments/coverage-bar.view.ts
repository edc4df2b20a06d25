import { ZERO, add, isPositive, toDecimal, type Quantity } from '../../kernel/quantity.ts';
import { formatNumber } from '../../templates/format.ts';
import type { Bar, NeedFigures } from './figures.ts';
import type { Reader } from './wording.ts';

export interface BarSegment {
  kind: 'received' | 'onTheWay' | 'promisedNotSent' | 'open' | 'proposed' | 'surplus';
  /** Per cent of the whole bar. */
  x: number;
  width: number;
}

/** Exactly what `views/partials/coverage-bar.hbs` and the mails' table row print. */
export interface CoverageBar {
  asked: string;
  received: string | null;
  onTheWay: string | null;
  promisedNotSent: string | null;
  open: string | null;
  proposed: string | null;
  surplus: string | null;
  unitLabel: string;
  summary: string;
  segments: BarSegment[];
  target: number | null;
  labelId: string;
}

/* To a hundredth of a per cent, which is finer than any screen. */
const share = (part: Quantity, whole: Quantity): number => Number((part * 10_000n) / whole) / 100;

function segmentsOf(bar: Bar, whole: Quantity): BarSegment[] {
  const parts: [BarSegment['kind'], Quantity][] = [
    ['received', bar.received], ['onTheWay', bar.onTheWay], ['promisedNotSent', bar.notYetSent], ['open', bar.open],
  ];
  const segments: BarSegment[] = [];
  let before = ZERO;
  const place = (kind: BarSegment['kind'], from: Quantity, part: Quantity) => {
    if (!isPositive(part)) return;
    const x = share(from, whole);
    const width = Number((share(add(from, part), whole) - x).toFixed(2));
    segments.push({ kind, x, width });
  };
  for (const [kind, part] of parts) {
    place(kind, before, part);
    if (kind === 'open') place('proposed', before, bar.hatched);
    before = add(before, part);
  }
  place('surplus', before, bar.beyond);
  return segments;
}

/** Figures of a need as the coverage bar in the reader's language. `id` is unique on the page. */
export function coverageBar({ t, lang }: Reader, figures: NeedFigures, unit: string, id: string): CoverageBar {
  const { bar, asked } = figures;
  const number = (q: Quantity): string => formatNumber(lang, toDecimal(q));
  const orNull = (q: Quantity): string | null => (isPositive(q) ? number(q) : null);
  const whole = add(asked, bar.beyond);
  return {
    asked: number(asked),
    received: orNull(figures.received),
    onTheWay: orNull(bar.onTheWay),
    promisedNotSent: orNull(bar.notYetSent),
    open: orNull(bar.open),
    proposed: orNull(figures.proposed),
    surplus: orNull(figures.surplus),
    unitLabel: t(`unit.${unit}`),
    summary: t('commitment.coverage.summary', {
      asked: number(asked), promised: number(figures.promised), received: number(figures.received), open: number(figures.open),
      anyReceived: isPositive(figures.received) ? 'yes' : 'no', anyOpen: isPositive(figures.open) ? 'yes' : 'no',
    }),
    segments: segmentsOf(bar, whole),
    target: isPositive(bar.beyond) ? share(asked, whole) : null,
    labelId: `coverage-${id}`,
  };
}
