import { organisationOf } from '../../kernel/actor.ts';
import { today } from '../../kernel/dates.ts';
import { paths } from '../../paths.ts';
import type { Analyser } from '../../text/types.ts';
import { anyone } from '../../web/policies.ts';
import { get, page, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { announcementsBlock, type AnnouncementQueries } from '../announcements/index.ts';
import type { FigureQueries } from '../commitments/index.ts';
import { findTowns, type OrganisationQueries, type Town } from '../organisations/index.ts';
import { filtersOf, searchState, withoutFilters, type SearchState } from '../searches/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import { boardView } from './board.view.ts';
import { askEngine, readFound, type FindDeps, type Place } from './find-posts.ts';
import { meantBy } from './meant.ts';
import { postRowView } from './post-row.view.ts';

export interface BoardDeps extends FindDeps {
  figures: FigureQueries;
  organisations: OrganisationQueries;
  vocabulary: Vocabulary;
  analyser: Analyser;
  towns: readonly Town[];
  /** Address people use, without a trailing slash. */
  baseUrl: string;
  announcements: AnnouncementQueries;
}

/** Where the reader is: the town typed on the board, else the own organisation's. */
async function placeOf(deps: BoardDeps, request: PageRequest, state: SearchState): Promise<Place | null> {
  if (state.town) return findTowns(deps.towns, state.town, 1)[0] ?? null;
  const own = organisationOf(request.actor);
  const place = own ? await deps.organisations.place(own) : null;
  return place?.lat != null && place.lng !== null ? { lat: place.lat, lng: place.lng } : null;
}

/* Of a search that filters leave empty: how many there are without them. */
async function unfilteredTotal(deps: BoardDeps, request: PageRequest, state: SearchState): Promise<number> {
  if (filtersOf(state) === 0) return 0;
  return (await askEngine(deps, request, { ...withoutFilters(state), page: { number: 1, size: 1 } })).total;
}

async function board(deps: BoardDeps, request: PageRequest): Promise<Reply> {
  const state = searchState(request.query, deps.vocabulary);
  const [place, told] = await Promise.all([placeOf(deps, request, state), deps.announcements.onBoard(today(deps.clock.now()))]);
  const asked = await askEngine(deps, request, state, place);
  const [{ result, rows: found }, figures] = await Promise.all([readFound(deps, request, asked), deps.figures.needFigures(asked.ids)]);
  const unfiltered = result.total === 0 ? await unfilteredTotal(deps, request, state) : 0;
  const meant = await meantBy(deps, request.t, state, result.total);
  const words = new Set(deps.analyser.analyse(result.didYouMean ?? state.text, request.lang).keys);
  const reader = { t: request.t, lang: request.lang, from: place, runs: (text: string) => deps.analyser.highlight(text, words) };
  const rows = found.map((row) => postRowView(row, figures.get(row.id), reader));
  const { vocabulary, baseUrl } = deps;
  const view = boardView({ request, state, result, rows, vocabulary, baseUrl, unfiltered, meant, townFound: place !== null });
  return page('board/board', { ...view, announcements: announcementsBlock(request, told) });
}

export function boardPageRoutes(deps: BoardDeps): Route[] {
  return [get(paths.board(), anyone, (request) => board(deps, request))];
}
