import type { RegionId } from '../organisations/index.ts';

/** A voivodeship on the tile map: its usual two letters, and where its hexagon stands. Columns count in widths, rows in lines. */
export interface RegionTile {
  id: RegionId;
  code: string;
  column: number;
  row: number;
}

/**
 * The voivodeships as hexagons of one size, each beside its neighbours, in the order in which they are read: north to
 * south, west to east. A drawing of our own, without borders: it shows where, and hides nobody because of a small area.
 */
export const REGION_TILES: readonly RegionTile[] = [
  { id: 'zachodniopomorskie', code: 'ZP', column: 0.5, row: 0 },
  { id: 'pomorskie', code: 'PM', column: 1.5, row: 0 },
  { id: 'warminsko-mazurskie', code: 'WN', column: 2.5, row: 0 },
  { id: 'podlaskie', code: 'PD', column: 3.5, row: 0 },
  { id: 'lubuskie', code: 'LB', column: 0, row: 1 },
  { id: 'wielkopolskie', code: 'WP', column: 1, row: 1 },
  { id: 'kujawsko-pomorskie', code: 'KP', column: 2, row: 1 },
  { id: 'mazowieckie', code: 'MZ', column: 3, row: 1 },
  { id: 'dolnoslaskie', code: 'DS', column: 0.5, row: 2 },
  { id: 'lodzkie', code: 'LD', column: 1.5, row: 2 },
  { id: 'swietokrzyskie', code: 'SK', column: 2.5, row: 2 },
  { id: 'lubelskie', code: 'LU', column: 3.5, row: 2 },
  { id: 'opolskie', code: 'OP', column: 1, row: 3 },
  { id: 'slaskie', code: 'SL', column: 2, row: 3 },
  { id: 'malopolskie', code: 'MA', column: 3, row: 3 },
  { id: 'podkarpackie', code: 'PK', column: 4, row: 3 },
];

/** Width of a hexagon from side to side; it stands on a corner. */
export const TILE_WIDTH = 52;
const CORNER = TILE_WIDTH / Math.sqrt(3);
const LINE = CORNER * 1.5;
const GAP = 2;

/** Drawing size of the whole map. */
export const MAP_SIZE = { width: TILE_WIDTH * 5, height: Math.ceil(LINE * 3 + CORNER * 2) };

/** The middle of a tile, in drawing units. */
export const middleOf = ({ column, row }: RegionTile) => ({ x: (column + 0.5) * TILE_WIDTH, y: CORNER + row * LINE });

/** Corners of the hexagon around the origin, as the `points` of an SVG polygon; a gap apart from its neighbours. */
export const HEXAGON = Array.from({ length: 6 }, (_, corner) => {
  const angle = (Math.PI / 3) * corner - Math.PI / 2;
  const reach = CORNER - GAP;
  return `${(Math.cos(angle) * reach).toFixed(1)},${(Math.sin(angle) * reach).toFixed(1)}`;
}).join(' ');
