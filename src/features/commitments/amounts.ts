import { ZERO, max } from '../../kernel/quantity.ts';
import { figureQueries } from './figures.queries.ts';
import type { Amounts } from '../matches/index.ts';
import type { Clock } from '../../kernel/clock.ts';

/** What matching counts with: what is still open of needs, and what is still free of offers with a stock or a rate. */
export function commitmentAmounts(clock: Clock): Amounts {
  return {
    async open(manager, needIds) {
      const figures = await figureQueries(manager).needFigures(needIds);
      return new Map([...figures].map(([id, { open }]) => [id, open]));
    },
    async free(manager, offerIds) {
      const figures = await figureQueries(manager).offerFigures(offerIds, clock.now());
      return new Map([...figures].map(([id, { free }]) => [id, max(ZERO, free)]));
    },
  };
}
