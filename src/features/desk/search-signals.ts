import type { SearchCondition } from '../../search/watch.ts';
import type { Signal, SignalSource } from './signals.queries.ts';

const OF_THE_INDEX: ReadonlySet<SearchCondition['reason']> = new Set(['behind', 'to-build']);

function standingIn({ healthy, reason, breakerOpenSince, waiting }: SearchCondition): Signal[] {
  if (healthy || reason === null) return [];
  if (OF_THE_INDEX.has(reason)) return [{ name: `search-${reason}`, values: { count: waiting } }];
  return breakerOpenSince ? [{ name: 'search-fault', values: { reason, since: breakerOpenSince } }] : [];
}

/** What the office is told of search: that the database stands in for the search server, and that its index differs from the posts. */
export const searchSignals = (condition: () => Promise<SearchCondition>): SignalSource => async () => {
  const now = await condition();
  const drift = now.drift ?? 0;
  return [...standingIn(now), ...(drift > 0 ? [{ name: 'search-drift', values: { count: drift } }] : [])];
};
