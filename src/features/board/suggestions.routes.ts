import { DomainError } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { anyone } from '../../web/policies.ts';
import { get, json, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { searchState, type SearchState } from '../searches/index.ts';
import { conceptFinder, type FindConcepts } from '../vocabulary/index.ts';
import type { BoardDeps } from './board.routes.ts';
import { askEngine, findPosts } from './find-posts.ts';
import { suggestionsView } from './suggestions.view.ts';

const MOST_CONCEPTS = 4;
/** Each costs a search; some of them turn out to have nothing for this reader. */
const MOST_COUNTED = 6;
const MOST_POSTS = 5;
/** Longer texts are no longer a beginning of anything. */
const LONGEST = 120;

/* What the text names, then what it begins to name. Some are met by no post of this reader and are dropped later. */
function conceptsFor(deps: BoardDeps, find: FindConcepts, request: PageRequest, text: string): string[] {
  const named = deps.analyser.analyse(text, request.lang).concepts.filter(({ role }) => role === 'head').map(({ id }) => id);
  return [...new Set([...named, ...find(text, MOST_COUNTED)])].slice(0, MOST_COUNTED);
}

async function countOf(deps: BoardDeps, request: PageRequest, state: SearchState, id: string) {
  const concept = { ...state, text: '', concepts: [id], sort: 'newest' as const, page: { number: 1, size: 1 } };
  const { total, totalExact } = await askEngine(deps, request, concept);
  return { id, total, totalExact };
}

async function suggestions(deps: BoardDeps, find: FindConcepts, request: PageRequest): Promise<Reply> {
  const typed = searchState({ q: request.query['q'], kind: request.query['kind'] }, deps.vocabulary);
  if (typed.text.length > LONGEST) throw new DomainError('invalid', 'board.suggest.too-long');
  const state = { ...typed, page: { number: 1, size: MOST_POSTS } };
  if (state.text === '') return json(suggestionsView({ request, state, vocabulary: deps.vocabulary, counts: [], found: null, runs: () => [] }));
  const [found, counts] = await Promise.all([
    findPosts(deps, request, state),
    Promise.all(conceptsFor(deps, find, request, state.text).map((id) => countOf(deps, request, state, id))),
  ]);
  const words = new Set(deps.analyser.analyse(found.result.didYouMean ?? state.text, request.lang).keys);
  return json(suggestionsView({
    request, state, vocabulary: deps.vocabulary, found,
    counts: counts.filter(({ total }) => total > 0).slice(0, MOST_CONCEPTS),
    runs: (text) => deps.analyser.highlight(text, words),
  }));
}

/** What the search offers while somebody types: always what this reader may see, counted for this reader. */
export function suggestionRoutes(deps: BoardDeps): Route[] {
  const find = conceptFinder(deps.vocabulary.concepts);
  return [get(paths.suggestions(), anyone, (request) => suggestions(deps, find, request))];
}
