import { ZERO, add, isPositive, toDecimal, type Quantity } from '../../kernel/quantity.ts';
import { formatNumber } from '../../templates/format.ts';
import type { Bar, NeedFigures } from './figures.ts';
import type { Reader } from './wording.ts';

type Part = 'received' | 'onTheWay' | 'promisedNotSent' | 'open' | 'proposed' | 'surplus';

export interface BarSegment {
  kind: Part;
  /** Per cent of the whole bar. */
  x: number;
  width: number;
}

/** Exactly what `views/partials/coverage-bar.hbs` and the mails' table row print. */
export interface CoverageBar {
  summary: string;
  /** What is not zero, written out: "Brakuje: 700 szt.". */
  figures: { kind: Part; text: string }[];
  unitLabel: string;
  segments: BarSegment[];
  target: number | null;
  labelId: string;
}

/* To a hundredth of a per cent, which is finer than any screen. */
const share = (part: Quantity, whole: Quantity): number => Number((part * 10_000n) / whole) / 100;

function segmentsOf(bar: Bar, whole: Quantity): BarSegment[] {
  const parts: [Part, Quantity][] = [
    ['received', bar.received], ['onTheWay', bar.onTheWay], ['promisedNotSent', bar.notYetSent], ['open', bar.open],
  ];
  const segments: BarSegment[] = [];
  let before = ZERO;
  const place = (kind: Part, from: Quantity, part: Quantity) => {
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
  const unitLabel = t(`unit.${unit}`);
  const parts: [Part, Quantity][] = [
    ['received', figures.received], ['onTheWay', bar.onTheWay], ['promisedNotSent', bar.notYetSent],
    ['open', bar.open], ['proposed', figures.proposed], ['surplus', figures.surplus],
  ];
  return {
    summary: t('commitment.coverage.summary', {
      asked: number(asked), promised: number(figures.promised), received: number(figures.received), open: number(figures.open),
      anyReceived: isPositive(figures.received) ? 'yes' : 'no', anyOpen: isPositive(figures.open) ? 'yes' : 'no',
    }),
    figures: parts.filter(([, part]) => isPositive(part))
      .map(([kind, part]) => ({ kind, text: `${t(`components.coverage.${kind}`)}: ${number(part)}\u00a0${unitLabel}` })),
    unitLabel,
    segments: segmentsOf(bar, add(asked, bar.beyond)),
    target: isPositive(bar.beyond) ? share(asked, add(asked, bar.beyond)) : null,
    labelId: `coverage-${id}`,
  };
}
