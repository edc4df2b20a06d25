import type { Work } from '../../db/unit-of-work.ts';
import { isPositive, ZERO } from '../../kernel/quantity.ts';
import { figureQueries, type NeedFigures } from '../commitments/index.ts';
import { SHOWN } from './alert.ts';
import { matchFacts, type MatchFacts } from './alerts.queries.ts';
import type { Waiting } from './tellable.queries.ts';

/** What one mail tells: everything that waits for it, best first and at least one, and what it says of the best. */
export interface Told {
  waiting: readonly [Waiting, ...Waiting[]];
  facts: ReadonlyMap<string, MatchFacts>;
  figures: ReadonlyMap<string, NeedFigures>;
}

/**
 * Groups what waits by `keyOf`. What is about needs with nothing open is left out; it goes on waiting, since something
 * may reopen.
 */
export async function toldBy(work: Work, waiting: readonly Waiting[], keyOf: (one: Waiting) => string): Promise<Told[]> {
  const figures = await figureQueries(work.manager).needFigures([...new Set(waiting.map(({ needId }) => needId))]);
  const timely = waiting.filter(({ needId }) => isPositive(figures.get(needId)?.open ?? ZERO));
  const groups = [...Map.groupBy(timely, keyOf).values()] as [Waiting, ...Waiting[]][];
  const shown = groups.flatMap((group) => group.slice(0, SHOWN).map(({ matchId }) => matchId));
  const facts = await matchFacts(work.manager, [...new Set(shown)]);
  return groups.map((group) => ({ waiting: group, facts, figures }));
}
