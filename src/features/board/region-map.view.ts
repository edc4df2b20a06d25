import { paths } from '../../paths.ts';
import type { FacetCount } from '../../search/port.ts';
import { formatNumber } from '../../templates/format.ts';
import type { PageRequest } from '../../web/route.ts';
import { regionName } from '../organisations/index.ts';
import { searchQuery, type SearchState } from '../searches/index.ts';
import { HEXAGON, MAP_SIZE, middleOf, REGION_TILES } from './region-tiles.ts';

/** Shades from nothing to most. */
const SHADES = 3;

/** 0 without posts, else 1 to 3 by the logarithm of the count: one region often has ten times the others'. */
export function shadeOf(count: number, most: number): number {
  if (count === 0) return 0;
  return Math.max(1, Math.ceil((Math.log(count + 1) / Math.log(most + 1)) * SHADES));
}

/**
 * The map of regions, exactly what `views/partials/region-map.hbs` prints. A tile with posts leads to them, a chosen one
 * back; the others are only drawn.
 */
export function regionMapView({ t, lang }: Pick<PageRequest, 't' | 'lang'>, state: SearchState, counts: readonly FacetCount[]) {
  const known = new Map(counts.map(({ value, count }) => [value, count]));
  const most = Math.max(1, ...known.values());
  return {
    ...MAP_SIZE,
    hexagon: HEXAGON,
    label: t('board.map.label'),
    tiles: REGION_TILES.map((tile) => {
      const count = known.get(tile.id) ?? 0;
      const chosen = state.regions.includes(tile.id);
      const regions = chosen ? state.regions.filter((id) => id !== tile.id) : [...state.regions, tile.id];
      return {
        ...middleOf(tile),
        code: tile.code,
        count: formatNumber(lang, count),
        chosen,
        shade: shadeOf(count, most),
        href: count > 0 || chosen ? paths.search(searchQuery(state, { regions })) : null,
        name: t('board.map.tile', { region: regionName(tile.id, lang), count, chosen: chosen ? 'yes' : 'no' }),
      };
    }),
  };
}
