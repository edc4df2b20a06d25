import { today } from '../../kernel/dates.ts';
import { organisationOf } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { paths } from '../../paths.ts';
import type { SearchEngine } from '../../search/port.ts';
import type { Analyser } from '../../text/types.ts';
import { anyone } from '../../web/policies.ts';
import { get, page, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import type { FigureQueries } from '../commitments/index.ts';
import { findTowns, type OrganisationQueries, type Town } from '../organisations/index.ts';
import { visibleTo, type PostQueries } from '../posts/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import { boardState, type BoardState } from './board.form.ts';
import { boardView } from './board.view.ts';
import { postRowView } from './post-row.view.ts';

export interface BoardDeps {
  search: SearchEngine;
  posts: PostQueries;
  figures: FigureQueries;
  organisations: OrganisationQueries;
  vocabulary: Vocabulary;
  analyser: Analyser;
  towns: readonly Town[];
  clock: Clock;
}

type Place = { lat: number; lng: number };

/** Where the reader is: the town typed on the board, else the own organisation's. */
async function placeOf(deps: BoardDeps, request: PageRequest, state: BoardState): Promise<Place | null> {
  if (state.town) return findTowns(deps.towns, state.town, 1)[0] ?? null;
  const own = organisationOf(request.actor);
  const place = own ? await deps.organisations.place(own) : null;
  return place?.lat != null && place.lng !== null ? { lat: place.lat, lng: place.lng } : null;
}

async function board(deps: BoardDeps, request: PageRequest): Promise<Reply> {
  const state = boardState(request, deps.vocabulary);
  const place = await placeOf(deps, request, state);
  const result = await deps.search.search({
    text: state.text,
    language: request.lang,
    kind: state.kind,
    concepts: state.concepts,
    regions: state.regions,
    terms: state.terms,
    urgent: state.urgent,
    includeCovered: state.covered,
    near: place && { ...place, radiusKm: null },
    sort: state.sort,
    page: state.page,
    scope: visibleTo(request.actor),
    today: today(deps.clock.now()),
  });
  const found = await deps.posts.rows(request.actor, result.ids);
  const figures = await deps.figures.needFigures(found.filter(({ kind }) => kind === 'need').map(({ id }) => id));
  const words = new Set(deps.analyser.analyse(result.didYouMean ?? state.text, request.lang).keys);
  const reader = { t: request.t, lang: request.lang, from: place, runs: (text: string) => deps.analyser.highlight(text, words) };
  const rows = found.map((row) => postRowView(row, figures.get(row.id), reader));
  return page('board/board', boardView({ request, state, result, rows, vocabulary: deps.vocabulary, townFound: place !== null }));
}

export function boardRoutes(deps: BoardDeps): Route[] {
  return [get(paths.board(), anyone, (request) => board(deps, request))];
}
