import type { Concept } from '../../text/types.ts';
import { BROADER, CAN_MAKE, MATERIAL_FOR, NARROWER, PART_OF, SAME } from './weights.ts';

/** How an offer's concept answers a need's concept. */
export type RelationKind = 'same' | 'narrower' | 'broader' | 'can-make' | 'material-for' | 'part-of';

export interface Relation {
  kind: RelationKind;
  /** 0..1 of the need's concept. */
  strength: number;
}

/** By the need's concept, then by the offer's; absent pairs have nothing to do with each other. */
export type Relations = ReadonlyMap<string, ReadonlyMap<string, Relation>>;

type Index = ReadonlyMap<string, Concept>;

/** The concept itself (0 steps) and all that it is a kind of, with the fewest steps up. */
const ancestors = (index: Index, id: string): Map<string, number> => {
  const steps = new Map([[id, 0]]);
  for (const [at, distance] of steps) {
    for (const up of index.get(at)?.broader ?? []) if (!steps.has(up)) steps.set(up, distance + 1);
  }
  return steps;
};

const LINKS = [
  { kind: 'can-make', field: 'canMake', strength: CAN_MAKE },
  { kind: 'material-for', field: 'materialFor', strength: MATERIAL_FOR },
  { kind: 'part-of', field: 'partOf', strength: PART_OF },
] as const;

class RelationTable {
  readonly byNeed = new Map<string, Map<string, Relation>>();

  /* The strongest relation of a pair stands. */
  add(need: string, offer: string, relation: Relation): void {
    const row = this.byNeed.get(need) ?? new Map<string, Relation>();
    if ((row.get(offer)?.strength ?? 0) < relation.strength) row.set(offer, relation);
    this.byNeed.set(need, row);
  }
}

const addKinds = (table: RelationTable, { id, kind }: Concept, up: ReadonlyMap<string, number>): void => {
  for (const [broader, steps] of up) {
    if (steps === 0) {
      table.add(id, id, { kind: 'same', strength: SAME[kind] });
      continue;
    }
    table.add(broader, id, { kind: 'narrower', strength: SAME[kind] * NARROWER ** steps });
    table.add(id, broader, { kind: 'broader', strength: SAME[kind] * BROADER ** steps });
  }
};

/* What a thing can do, every kind of it can; and it can do it for every kind of the product. */
const addLinks = (table: RelationTable, index: Index, id: string, up: ReadonlyMap<string, number>,
  kindsOf: ReadonlyMap<string, readonly string[]>): void => {
  for (const { kind, field, strength } of LINKS) {
    const products = [...up.keys()].flatMap((one) => index.get(one)?.[field] ?? []);
    for (const product of products.flatMap((one) => kindsOf.get(one) ?? [])) {
      if (product !== id) table.add(product, id, { kind, strength });
    }
  }
};

/** Works out every pair of related concepts once, so that a pair of posts costs a few look-ups. */
export const relationsOf = (vocabulary: readonly Concept[]): Relations => {
  const index: Index = new Map(vocabulary.map((concept) => [concept.id, concept]));
  const up = new Map(vocabulary.map(({ id }) => [id, ancestors(index, id)] as const));
  const kindsOf = new Map<string, string[]>();
  for (const [id, above] of up) {
    for (const broader of above.keys()) kindsOf.set(broader, [...(kindsOf.get(broader) ?? []), id]);
  }
  const table = new RelationTable();
  for (const concept of vocabulary) {
    const above = up.get(concept.id) ?? new Map<string, number>();
    addKinds(table, concept, above);
    addLinks(table, index, concept.id, above, kindsOf);
  }
  return table.byNeed;
};
