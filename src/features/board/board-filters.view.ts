import type { Language } from '../../kernel/actor.ts';
import { paths } from '../../paths.ts';
import type { FacetCount, SearchResult } from '../../search/port.ts';
import { formatNumber } from '../../templates/format.ts';
import type { PageRequest } from '../../web/route.ts';
import { regionName, REGIONS } from '../organisations/index.ts';
import { TERMS } from '../posts/index.ts';
import { filtersOf, searchQuery, withoutFilters, type SearchState } from '../searches/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import { regionMapView } from './region-map.view.ts';

export interface FiltersInput {
  request: PageRequest;
  state: SearchState;
  result: SearchResult;
  vocabulary: Vocabulary;
}

const SHOWN_CONCEPTS = 12;

/** The board's address for a state. */
export const addressOf = (state: SearchState, change: Partial<SearchState> = {}): string => paths.search(searchQuery(state, change));

/** What a form must carry along of the state, as hidden fields. */
export const hiddenOf = (state: SearchState, without: readonly string[]) =>
  Object.entries(searchQuery(state))
    .filter(([name]) => !without.includes(name))
    .flatMap(([name, value]) => (Array.isArray(value) ? value : value ? [value] : []).map((one) => ({ name, value: one })));

/* The attribute as it stands in the page: a condition for each of fifty options is work for nothing. */
const checkedIf = (chosen: boolean): string => (chosen ? ' checked' : '');

/** Options of a facet: what the counts name, and what is chosen even when nothing has it. */
function options(
  lang: Language, counts: readonly FacetCount[], chosen: readonly string[], name: (id: string) => string, prefix: string, limit: number,
) {
  const known = new Map(counts.map(({ value, count }) => [value, count]));
  const values = [...new Set([...chosen, ...counts.map(({ value }) => value)])].slice(0, Math.max(limit, chosen.length));
  return values.map((value) => ({
    id: `${prefix}-${value}`, value, label: name(value), count: formatNumber(lang, known.get(value) ?? 0),
    checked: checkedIf(chosen.includes(value)),
  }));
}

/** Facets with counts, exactly what `views/partials/filter-panel.hbs` prints. */
export function filtersView({ request, state, result, vocabulary }: FiltersInput) {
  const { t, lang } = request;
  const { facets } = result;
  const group = (id: string, legend: string, list: ReturnType<typeof options>, open: boolean) =>
    ({ id, name: id, legend: t(`board.${legend}`), type: 'checkbox', open, options: list });
  const yes = (name: 'urgent' | 'covered') => ({ id: name, value: '1', label: t(`board.${name}`), count: '', checked: checkedIf(state[name]) });
  const regions = options(lang, facets.regions, state.regions, (id) => regionName(id, lang), 'region', REGIONS.length);
  const concepts = options(lang, facets.concepts, state.concepts, (id) => vocabulary.name(id, lang), 'concept', SHOWN_CONCEPTS);
  const terms = options(lang, facets.terms, state.terms, (id) => t(`terms.${id}`), 'terms', TERMS.length);
  return {
    action: paths.board(),
    hidden: hiddenOf(state, ['concept', 'region', 'terms', 'urgent', 'covered', 'page']),
    chosen: filtersOf(state) + Number(state.covered),
    groups: [
      { ...group('region', 'facet.region', regions, true), map: regionMapView(request, state, facets.regions) },
      group('concept', 'facet.concept', concepts, true),
      group('terms', 'facet.terms', terms, state.terms.length > 0),
      { id: 'urgent', name: 'urgent', legend: t('board.facet.urgent'), type: 'checkbox', open: state.urgent, options: [yes('urgent')] },
      { id: 'covered', name: 'covered', legend: t('board.facet.covered'), type: 'checkbox', open: state.covered, options: [yes('covered')] },
    ],
  };
}

/** What is chosen, each with the address without it. */
export function chipsView({ request, state, vocabulary }: FiltersInput) {
  const { t, lang } = request;
  const without = <T extends string>(list: readonly T[], one: T) => list.filter((value) => value !== one);
  return [
    ...state.concepts.map((id) => ({ label: vocabulary.name(id, lang), href: addressOf(state, { concepts: without(state.concepts, id) }) })),
    ...state.regions.map((id) => ({ label: regionName(id, lang), href: addressOf(state, { regions: without(state.regions, id) }) })),
    ...state.terms.map((id) => ({ label: t(`terms.${id}`), href: addressOf(state, { terms: without(state.terms, id) }) })),
    ...(state.urgent ? [{ label: t('board.urgent'), href: addressOf(state, { urgent: false }) }] : []),
    ...(state.covered ? [{ label: t('board.covered'), href: addressOf(state, { covered: false }) }] : []),
  ];
}

/** The address without any filter. */
export const clearedAddress = (state: SearchState): string => addressOf({ ...withoutFilters(state), covered: false });
