import { pageCount } from '../../kernel/page.ts';
import { paths } from '../../paths.ts';
import type { PageRequest } from '../../web/route.ts';
import { filtersOf, isEverything, searchName, searchQuery, SORTS, withoutFilters, type SearchState } from '../searches/index.ts';
import { addressOf, chipsView, clearedAddress, filtersView, hiddenOf, type FiltersInput } from './board-filters.view.ts';
import { boardMeta } from './board-meta.view.ts';
import type { Meant } from './meant.ts';
import type { postRowView } from './post-row.view.ts';

export interface BoardViewInput extends FiltersInput {
  rows: ReturnType<typeof postRowView>[];
  /** It is known where the reader is: from the town typed, or from the own organisation. */
  townFound: boolean;
  baseUrl: string;
  /** Posts that the search would find without its filters; 0 unless it finds nothing with them. */
  unfiltered: number;
  meant: readonly Meant[];
}

function pagination(state: SearchState, total: number) {
  const last = pageCount(total, state.page.size);
  const { number } = state.page;
  if (last === 1) return null;
  const at = (n: number) => addressOf(state, { page: { ...state.page, number: n } });
  const near = [...new Set([1, number - 1, number, number + 1, last])].filter((n) => n >= 1 && n <= last).sort((a, b) => a - b);
  const pages = near.flatMap((n, i) => [
    ...(i > 0 && n - (near[i - 1] ?? n) > 1 ? [{ gap: true }] : []),
    { number: n, href: at(n), current: n === number },
  ]);
  return {
    previous: number > 1 ? { href: at(number - 1) } : null,
    next: number < last ? { href: at(number + 1) } : null,
    pages,
  };
}

function tabs({ request, state, result }: BoardViewInput) {
  const counts = new Map(result.facets.kinds.map(({ value, count }) => [value, count]));
  const all = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const tab = (key: string, kind: SearchState['kind'], count: number) =>
    ({ label: request.t(`board.tab.${key}`), href: addressOf(state, { kind }), current: state.kind === kind, count });
  return [
    tab('both', null, all),
    tab('offers', 'offer', counts.get('offer') ?? 0),
    tab('needs', 'need', counts.get('need') ?? 0),
  ];
}

const EXAMPLES = ['face-shield', 'gloves', '3d-printing', 'mould'];

function searchBox({ t }: PageRequest, state: SearchState) {
  return {
    action: paths.board(),
    suggestions: paths.suggestions(),
    q: state.text,
    hidden: hiddenOf(state, ['q', 'page', 'sort']),
    examples: EXAMPLES.map((key) => {
      const label = t(`board.example.${key}`);
      return { label, href: paths.search({ q: label }) };
    }),
  };
}

const withTitle = (href: string, title: string): string => (title ? `${href}&title=${encodeURIComponent(title)}` : href);

/* An old address, or posts went meanwhile: there are some, but not that many. */
function beyondView({ request: { t }, state }: BoardViewInput) {
  return {
    title: t('board.empty.beyond-title'), text: t('board.empty.beyond'),
    actions: [{ href: addressOf(state, { page: { ...state.page, number: 1 } }), label: t('board.empty.first-page'), primary: true }],
  };
}

/* What to do when nothing is there: look wider, post it, or be told of it. */
function nothingView({ request, state, vocabulary, unfiltered }: BoardViewInput) {
  const { t, lang } = request;
  const title = state.text || state.concepts.map((id) => vocabulary.name(id, lang)).join(', ');
  const filtered = filtersOf(state) > 0;
  return {
    title: filtered && unfiltered > 0 ? t('board.empty.filtered-title') : t('board.empty.title'),
    text: filtered && unfiltered > 0 ? t('board.empty.filtered') : t('board.empty.text'),
    actions: [
      ...(unfiltered > 0
        ? [{ href: addressOf(withoutFilters(state)), label: t('board.empty.unfilter', { count: unfiltered }), primary: true }] : []),
      { href: withTitle(paths.newPost('need'), title), label: t('board.empty.post-need'), primary: unfiltered === 0 },
      { href: withTitle(paths.newPost('offer'), title), label: t('board.empty.post-offer'), primary: false },
      ...(isEverything(state) ? [] : [{ href: paths.newSavedSearch(searchQuery(state)), label: t('board.empty.be-told'), primary: false }]),
      { href: paths.board(), label: t('board.empty.all'), primary: false },
    ],
  };
}

/* Below the results: be told of further ones, follow them by feed, show them elsewhere. */
function followView({ request: { t, lang }, state, rows }: BoardViewInput) {
  const query = searchQuery(state, { town: '', sort: state.text ? 'relevance' : 'newest' });
  return [
    ...(isEverything(state) || rows.length === 0 ? [] : [{ href: paths.newSavedSearch(query), label: t('board.follow.be-told'), sign: 'bell' }]),
    { href: paths.atomFeed({ ...query, language: lang }), label: t('board.follow.atom'), sign: 'rss' },
    { href: paths.jsonFeed({ ...query, language: lang }), label: t('board.follow.json'), sign: null },
    { href: paths.embedInstructions(query), label: t('board.follow.embed'), sign: null },
  ];
}

function sortsOf({ request: { t }, state }: BoardViewInput) {
  return SORTS.filter((sort) => sort !== 'relevance' || state.text).map((sort) => ({
    label: t(`board.sort.${sort}`), href: addressOf(state, { sort }), current: sort === state.sort,
  }));
}

/* Nearest to nowhere is the newest first: that is said, unless a town was typed that nobody knows. */
function townView({ state, townFound }: BoardViewInput) {
  return {
    value: state.town,
    hidden: hiddenOf({ ...state, sort: 'nearest' }, ['town', 'page']),
    unknown: state.town !== '' && !townFound,
    missing: state.sort === 'nearest' && state.town === '' && !townFound,
  };
}

/** Exactly what `views/board/board.hbs` prints. */
export function boardView(input: BoardViewInput) {
  const { request, state, result, rows, vocabulary } = input;
  const { t, lang } = request;
  const name = isEverything(state) ? null : searchName({ t, lang, vocabulary }, state);
  return {
    title: name === null ? t('board.title') : t('board.title-search', { name }),
    heading: t('board.title'),
    meta: boardMeta(input, name),
    search: searchBox(request, state),
    tabs: tabs(input),
    filters: filtersView(input),
    chips: chipsView(input),
    clearHref: clearedAddress(state),
    sorts: sortsOf(input),
    town: townView(input),
    didYouMean: result.didYouMean
      ? { typed: state.text, text: result.didYouMean, href: addressOf(state, { text: result.didYouMean }) } : null,
    meant: input.meant,
    total: result.total,
    about: result.totalExact ? 'no' : 'yes',
    rows,
    pagination: pagination(state, result.total),
    nothing: rows.length > 0 ? null : result.total > 0 && state.page.number > 1 ? beyondView(input) : nothingView(input),
    follow: followView(input),
  };
}
