import { coverageBar, figuresFrom } from '../commitments/index.ts';
import { pieces, sampleId, type Stage } from './stage.view.ts';

/** Sums of a need of 1 000 pieces, from nothing promised to more than was asked for. */
const STAGES: Readonly<Record<string, { proposed?: number; promised?: number; sent?: number; received?: number; onTheWay?: number }>> = {
  nothing: {},
  proposed: { proposed: 400 },
  part: { promised: 300, proposed: 200 },
  moving: { promised: 800, sent: 500, received: 200, onTheWay: 300 },
  promised: { promised: 1000 },
  received: { promised: 1000, sent: 1000, received: 1000 },
  over: { promised: 1250, sent: 1250, received: 1250 },
};

/** The coverage bar's data in every stage of a need, as its own page and as lists show it. */
export const coverageSamples = ({ request }: Stage) =>
  Object.entries(STAGES).map(([name, { proposed = 0, promised = 0, sent = 0, received = 0, onTheWay = 0 }], i) => {
    const figures = figuresFrom(pieces(1000), {
      proposed: pieces(proposed), promised: pieces(promised), sent: pieces(sent), received: pieces(received), onTheWay: pieces(onTheWay),
    });
    return {
      label: request.t(`styleguide.coverage.${name}`),
      large: coverageBar(request, figures, 'szt', `large-${i}`),
      small: coverageBar(request, figures, 'szt', sampleId(i)),
    };
  });
