import type { Actor, Language } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { today } from '../../kernel/dates.ts';
import type { SearchEngine, SearchResult } from '../../search/port.ts';
import { visibleTo, type PostQueries, type PostRow } from '../posts/index.ts';
import type { SearchState } from '../searches/index.ts';

export interface FindDeps {
  search: SearchEngine;
  posts: PostQueries;
  clock: Clock;
}

export type Place = { lat: number; lng: number };

export interface Found {
  result: SearchResult;
  /** What of the result this reader may see today, read from the tables: an index that lags behind reveals nothing. */
  rows: PostRow[];
}

export interface Finder {
  actor: Actor;
  lang: Language;
}

/** What the engine finds for this reader, without reading the posts: for counts. */
export function askEngine(deps: FindDeps, { actor, lang }: Finder, state: SearchState, near: Place | null = null): Promise<SearchResult> {
  return deps.search.search({
    text: state.text,
    language: lang,
    kind: state.kind,
    concepts: state.concepts,
    regions: state.regions,
    terms: state.terms,
    urgent: state.urgent,
    includeCovered: state.covered,
    near: near && { ...near, radiusKm: null },
    sort: state.sort,
    page: state.page,
    scope: visibleTo(actor),
    today: today(deps.clock.now()),
  });
}

/** What of the engine's answer this reader may see: the engine proposes, the tables decide. */
export async function readFound(deps: FindDeps, { actor }: Finder, result: SearchResult): Promise<Found> {
  const day = today(deps.clock.now());
  const readable = await deps.posts.rows(actor, result.ids);
  const rows = readable.filter(({ endsOn }) => endsOn === null || endsOn >= day);
  const hidden = result.ids.length - rows.length;
  return { result: { ...result, total: Math.max(rows.length, result.total - hidden) }, rows };
}

/** One page of posts for this reader. */
export const findPosts = async (deps: FindDeps, finder: Finder, state: SearchState): Promise<Found> =>
  readFound(deps, finder, await askEngine(deps, finder, state));
