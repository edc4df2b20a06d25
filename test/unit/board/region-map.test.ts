import { regionMapView, shadeOf } from '../../../src/features/board/region-map.view.ts';
import { HEXAGON, MAP_SIZE, middleOf, REGION_TILES, TILE_WIDTH } from '../../../src/features/board/region-tiles.ts';
import { REGIONS } from '../../../src/features/organisations/index.ts';
import { searchState } from '../../../src/features/searches/index.ts';
import { createVocabulary } from '../../../src/features/vocabulary/index.ts';

const state = (query: Parameters<typeof searchState>[0]) => searchState(query, createVocabulary([]));
const request = { t: (key: string, data?: object) => `${key} ${JSON.stringify(data ?? {})}`, lang: 'pl' as const };

test('every voivodeship has one tile of its own, and a code of its own', () => {
  expect(REGION_TILES.map(({ id }) => id).sort()).toEqual(REGIONS.map(({ id }) => id).sort());
  expect(new Set(REGION_TILES.map(({ code }) => code)).size).toBe(16);
  expect(new Set(REGION_TILES.map(({ column, row }) => `${column} ${row}`)).size).toBe(16);
});

test('tiles touch and never cover one another, and stay inside the drawing', () => {
  for (const tile of REGION_TILES) {
    const { x, y } = middleOf(tile);
    expect(x - TILE_WIDTH / 2).toBeGreaterThanOrEqual(0);
    expect(x + TILE_WIDTH / 2).toBeLessThanOrEqual(MAP_SIZE.width);
    expect(y).toBeLessThan(MAP_SIZE.height);
    const apart = REGION_TILES.filter((other) => other !== tile).map((other) => Math.hypot(middleOf(other).x - x, middleOf(other).y - y));
    expect(Math.min(...apart)).toBeCloseTo(TILE_WIDTH, 5);
  }
  expect(HEXAGON.split(' ')).toHaveLength(6);
});

test('neighbours on the ground are near on the map', () => {
  const at = new Map(REGION_TILES.map((tile) => [tile.id, middleOf(tile)]));
  const far = (a: string, b: string) => {
    const [from, to] = [at.get(a as never), at.get(b as never)];
    return Math.hypot((from?.x ?? 0) - (to?.x ?? 0), (from?.y ?? 0) - (to?.y ?? 0)) / TILE_WIDTH;
  };
  for (const [a, b] of [['kujawsko-pomorskie', 'wielkopolskie'], ['kujawsko-pomorskie', 'pomorskie'], ['slaskie', 'opolskie'], ['malopolskie', 'podkarpackie'],
    ['mazowieckie', 'podlaskie'], ['lodzkie', 'wielkopolskie'], ['zachodniopomorskie', 'lubuskie']] as const) expect(far(a, b)).toBeLessThan(1.1);
  expect(far('zachodniopomorskie', 'podkarpackie')).toBeGreaterThan(3);
});

test('a tile adds its region, a chosen one takes it away, one without posts leads nowhere', () => {
  const { tiles } = regionMapView(request, state({ q: 'maska', region: 'pomorskie' }), [{ value: 'pomorskie', count: 3 }, { value: 'mazowieckie', count: 1 }]);
  const tile = (code: string) => tiles.find((one) => one.code === code);
  expect(tile('PM')).toMatchObject({ chosen: true, href: '/?q=maska' });
  expect(tile('MZ')).toMatchObject({ chosen: false, count: '1' });
  expect(new URLSearchParams(tile('MZ')?.href?.slice(2)).getAll('region').sort()).toEqual(['mazowieckie', 'pomorskie']);
  expect(tile('ZP')).toMatchObject({ count: '0', shade: 0, href: null });
});

test('a chosen tile can be taken away even when it has nothing', () => {
  const { tiles } = regionMapView(request, state({ region: 'pomorskie' }), []);
  expect(tiles.find(({ code }) => code === 'PM')).toMatchObject({ href: '/', chosen: true, shade: 0 });
});

test('shades tell apart what differs by a lot, and something from nothing', () => {
  expect([shadeOf(0, 55), shadeOf(1, 55), shadeOf(4, 55), shadeOf(55, 55)]).toEqual([0, 1, 2, 3]);
  expect(shadeOf(1, 1)).toBe(3);
});
