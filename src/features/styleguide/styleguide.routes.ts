import type { Clock } from '../../kernel/clock.ts';
import { paths } from '../../paths.ts';
import { anyone } from '../../web/policies.ts';
import { get, page, type Route } from '../../web/route.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import { styleguideView } from './styleguide.view.ts';

export interface StyleguideDeps {
  vocabulary: Vocabulary;
  clock: Clock;
  baseUrl: string;
}

/** One page with every component in every state, for whoever builds pages or judges them. Only wired in the demo. */
export function styleguideRoutes({ vocabulary, clock, baseUrl }: StyleguideDeps): Route[] {
  return [
    get(paths.styleguide(), anyone, (request) => page('styleguide/styleguide', styleguideView({ request, vocabulary, baseUrl, now: clock.now() }))),
  ];
}
