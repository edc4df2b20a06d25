import { ZERO, isPositive, max } from '../../kernel/quantity.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Amounts } from '../matches/index.ts';
import { figureQueries } from './figures.queries.ts';

/** What matching counts with: what is still open of needs, and what is still free of offers that something was promised from. */
export const commitmentAmounts = (clock: Clock): Amounts => ({
  async open(manager, needIds) {
    const figures = await figureQueries(manager).needFigures(needIds);
    return new Map([...figures].map(([id, { open }]) => [id, open]));
  },
  async free(manager, offerIds) {
    const figures = await figureQueries(manager).offerFigures(offerIds, clock.now());
    return new Map([...figures].filter(([, { promised }]) => isPositive(promised)).map(([id, { free }]) => [id, max(ZERO, free)]));
  },
});
