import type { Clock } from '../../kernel/clock.ts';
import { today } from '../../kernel/dates.ts';
import { paths } from '../../paths.ts';
import { anyone } from '../../web/policies.ts';
import { get, page, type Route } from '../../web/route.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import type { ImpactQueries } from './impact.queries.ts';
import { impactView } from './impact.view.ts';

/** What has really arrived, for everybody to see. */
export function impactRoutes(deps: { impact: ImpactQueries; vocabulary: Vocabulary; clock: Clock }): Route[] {
  return [
    get(paths.impact(), anyone, async (request) => {
      const received = await deps.impact.received();
      return page('impact/impact', impactView(request, { ...received, vocabulary: deps.vocabulary, today: today(deps.clock.now()) }));
    }),
  ];
}
