import type { Meilisearch, MultiSearchQuery } from 'meilisearch';
import { fold } from '../../text/fold.ts';
import type { Analyser } from '../../text/types.ts';
import type { Asked } from '../ladder.ts';
import { keyed, searchableKeys } from '../match.ts';
import type { Match } from '../match.ts';
import type { SearchQuery } from '../port.ts';
import type { Unit } from '../query-plan.ts';
import type { Known } from '../spelling.ts';
import { both, filterOf, quotations, standing } from './filters.ts';
import { ask } from './server.ts';
import { select } from './select.ts';

const MOST_KEYS = 50;

interface Reading {
  client: Meilisearch;
  uid: string;
  analyser: Analyser;
  /** Ends all calls of one search. */
  signal: AbortSignal;
}

/** The questions of the ladder, asked of the server. */
export function askedOf(reading: Reading): Asked {
  const search = (queries: readonly MultiSearchQuery[]) => ask(reading.client, queries, reading.signal);
  const countVisible = async (query: SearchQuery, matches: readonly (Match | null)[]): Promise<number[]> => {
    const real = matches.filter((match) => match !== null);
    const counts = (await search(real.map((match) => counting(reading.uid, query, match)))).map(({ totalHits }) => totalHits ?? 0);
    return matches.map((match) => (match === null ? 0 : (counts.shift() ?? 0)));
  };
  return {
    name: 'meilisearch',
    select: (query, text) => select(search, reading.uid, query, text),
    countVisible,
    async completions(query, typed) {
      const going = (await wordsNear(reading, query, typed)).filter(({ word }) => word.startsWith(typed));
      const keys = going.flatMap(({ shown }) => searchableKeys(reading.analyser.keysOf(shown)));
      return keyed([...new Set(keys)].slice(0, MOST_KEYS));
    },
    similar: (query, typed) => wordsNear(reading, query, typed),
    costs: (query, units) => countVisible(query, units.map(commonest)),
  };
}

function commonest(unit: Unit): Match | null {
  return keyed(unit.words.flatMap(({ keys }) => keys));
}

function counting(indexUid: string, query: SearchQuery, match: Match): MultiSearchQuery {
  const filter = both(standing(query.scope, query.today), filterOf(match));
  return { indexUid, q: quotations(match).join(' '), filter, page: 1, hitsPerPage: 0 };
}

/**
 * Words of posts that this reader may see which begin like the typed one or nearly so: the server forgives one slip
 * from four letters on and two from eight, wherever the word goes on.
 */
async function wordsNear({ client, uid, signal }: Reading, query: SearchQuery, typed: string): Promise<Known[]> {
  const { facetHits } = await client.index(uid).searchForFacetValues(
    { facetName: 'words', facetQuery: typed, filter: standing(query.scope, query.today) }, { signal },
  );
  return facetHits.map(({ value }) => {
    const shown = value.slice(value.indexOf(' ') + 1);
    return { shown, word: fold(shown) };
  });
}
