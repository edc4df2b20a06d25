import { ZERO, max } from '../../kernel/quantity.ts';
import type { Amounts } from '../matches/index.ts';
import { figureQueries } from './figures.queries.ts';

/** What matching counts with: what is still open of needs, and what is still free of offers with a stock. */
export const commitmentAmounts = (): Amounts => ({
  async open(manager, needIds) {
    const figures = await figureQueries(manager).needFigures(needIds);
    return new Map([...figures].map(([id, { open }]) => [id, open]));
  },
  async free(manager, offerIds) {
    const figures = await figureQueries(manager).stockFigures(offerIds);
    return new Map([...figures].map(([id, { free }]) => [id, max(ZERO, free)]));
  },
});
