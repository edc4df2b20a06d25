import { pageCount } from '../../kernel/page.ts';
import { paths } from '../../paths.ts';
import type { SearchResult, FacetCount } from '../../search/port.ts';
import type { PageRequest } from '../../web/route.ts';
import { REGIONS } from '../organisations/index.ts';
import { TERMS } from '../posts/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import { boardQuery, SORTS, type BoardState } from './board.form.ts';
import type { postRowView } from './post-row.view.ts';

export interface BoardViewInput {
  request: PageRequest;
  state: BoardState;
  result: SearchResult;
  rows: ReturnType<typeof postRowView>[];
  vocabulary: Vocabulary;
  townFound: boolean;
}

const link = (state: BoardState, change: Partial<BoardState> = {}): string => paths.search(boardQuery(state, change));
const SHOWN_CONCEPTS = 12;

const hiddenOf = (state: BoardState, without: readonly string[]) =>
  Object.entries(boardQuery(state))
    .filter(([name]) => !without.includes(name))
    .flatMap(([name, value]) => (Array.isArray(value) ? value : value ? [value] : []).map((one) => ({ name, value: one })));

/** Options of a facet: what the counts name, and what is chosen even when nothing has it. */
function options(counts: readonly FacetCount[], chosen: readonly string[], name: (id: string) => string, prefix: string, limit: number) {
  const known = new Map(counts.map(({ value, count }) => [value, count]));
  const values = [...new Set([...chosen, ...counts.map(({ value }) => value)])].slice(0, Math.max(limit, chosen.length));
  return values.map((value) => ({
    id: `${prefix}-${value}`, value, label: name(value), count: known.get(value) ?? 0, checked: chosen.includes(value),
  }));
}

function regionName(id: string, lang: 'pl' | 'en'): string {
  return REGIONS.find((region) => region.id === id)?.[lang] ?? id;
}

function filters({ request, state, result, vocabulary }: BoardViewInput) {
  const { t, lang } = request;
  const { facets } = result;
  const group = (id: string, legend: string, list: ReturnType<typeof options>, open: boolean) =>
    ({ id, name: id, legend: t(`board.${legend}`), type: 'checkbox', open, options: list });
  const yes = (name: 'urgent' | 'covered') => ({ id: name, value: '1', label: t(`board.${name}`), count: null, checked: state[name] });
  return {
    action: paths.board(),
    hidden: hiddenOf(state, ['concept', 'region', 'terms', 'urgent', 'covered', 'page']),
    chosen: state.concepts.length + state.regions.length + state.terms.length + Number(state.urgent) + Number(state.covered),
    groups: [
      group('concept', 'facet.concept', options(facets.concepts, state.concepts, (id) => vocabulary.name(id, lang), 'concept', SHOWN_CONCEPTS), true),
      group('region', 'facet.region', options(facets.regions, state.regions, (id) => regionName(id, lang), 'region', REGIONS.length), true),
      group('terms', 'facet.terms', options(facets.terms, state.terms, (id) => t(`terms.${id}`), 'terms', TERMS.length), false),
      { id: 'urgent', name: 'urgent', legend: t('board.facet.urgent'), type: 'checkbox', open: state.urgent, options: [yes('urgent')] },
      { id: 'covered', name: 'covered', legend: t('board.facet.covered'), type: 'checkbox', open: state.covered, options: [yes('covered')] },
    ],
  };
}

function chips({ request, state, vocabulary }: BoardViewInput) {
  const { t, lang } = request;
  const without = (list: readonly string[], one: string) => list.filter((value) => value !== one);
  return [
    ...state.concepts.map((id) => ({ label: vocabulary.name(id, lang), href: link(state, { concepts: without(state.concepts, id) }) })),
    ...state.regions.map((id) => ({ label: regionName(id, lang), href: link(state, { regions: without(state.regions, id) }) })),
    ...state.terms.map((id) => ({ label: t(`terms.${id}`), href: link(state, { terms: state.terms.filter((term) => term !== id) }) })),
    ...(state.urgent ? [{ label: t('board.urgent'), href: link(state, { urgent: false }) }] : []),
    ...(state.covered ? [{ label: t('board.covered'), href: link(state, { covered: false }) }] : []),
  ];
}

function pagination(state: BoardState, total: number) {
  const last = pageCount(total, state.page.size);
  const { number } = state.page;
  if (last === 1) return null;
  const at = (n: number) => link(state, { page: { ...state.page, number: n } });
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
  return [
    { label: request.t('board.tab.both'), href: link(state, { kind: null }), current: state.kind === null, count: all },
    { label: request.t('board.tab.offers'), href: link(state, { kind: 'offer' }), current: state.kind === 'offer', count: counts.get('offer') ?? 0 },
    { label: request.t('board.tab.needs'), href: link(state, { kind: 'need' }), current: state.kind === 'need', count: counts.get('need') ?? 0 },
  ];
}

/** Exactly what `views/board/board.hbs` prints. */
export function boardView(input: BoardViewInput) {
  const { request, state, result, rows } = input;
  const { t } = request;
  const examples = ['face-shield', 'gloves', '3d-printing', 'mould'].map((key) => {
    const label = t(`board.example.${key}`);
    return { label, href: paths.search({ q: label }) };
  });
  return {
    title: state.text ? t('board.title-search', { text: state.text }) : t('board.title'),
    search: { action: paths.board(), q: state.text, hidden: hiddenOf(state, ['q', 'page', 'sort']), examples: state.text ? [] : examples },
    tabs: tabs(input),
    filters: filters(input),
    chips: chips(input),
    clearHref: link({ ...state, concepts: [], regions: [], terms: [], urgent: false, covered: false }),
    sorts: SORTS.filter((sort) => sort !== 'relevance' || state.text).map((sort) => ({
      label: t(`board.sort.${sort}`), href: link(state, { sort }), current: sort === state.sort,
    })),
    town: { value: state.town, hidden: hiddenOf({ ...state, sort: 'nearest' }, ['town', 'page']), unknown: state.town !== '' && !input.townFound },
    didYouMean: result.didYouMean ? { text: result.didYouMean, href: link(state, { text: result.didYouMean }) } : null,
    total: result.total,
    about: result.totalExact ? 'no' : 'yes',
    rows,
    pagination: pagination(state, result.total),
    postIt: [
      { href: paths.search({}), label: t('board.empty.all'), primary: false },
      { href: `${paths.newPost('need')}&title=${encodeURIComponent(state.text)}`, label: t('board.empty.post-need'), primary: true },
      { href: `${paths.newPost('offer')}&title=${encodeURIComponent(state.text)}`, label: t('board.empty.post-offer'), primary: false },
    ],
  };
}
