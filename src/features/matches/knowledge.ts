import type { Analyser, Concept, ConceptKind } from '../../text/types.ts';
import { relationsOf } from './relations.ts';
import type { Relation, Relations } from './relations.ts';

/** What the scorer knows besides the two posts. Built once per vocabulary and corpus, then shared. */
export interface Knowledge {
  /** The analyser's; stored with every match. */
  readonly version: string;
  /** By the need's concept, then by the offer's. */
  readonly relations: Relations;
  /** The same pairs by the offer's concept, then by the need's. */
  readonly answers: Relations;
  readonly kinds: ReadonlyMap<string, ConceptKind>;
  /** Words that say no more than the concept does. */
  readonly ownKeys: ReadonlyMap<string, ReadonlySet<string>>;
  /** How rare a key is among the posts: larger is rarer, never negative. */
  idf(key: string): number;
}

/* The same pairs, by the offer's concept. */
const reversed = (relations: Relations): Relations => {
  const turned = new Map<string, Map<string, Relation>>();
  for (const [need, row] of relations) {
    for (const [offer, relation] of row) {
      turned.set(offer, (turned.get(offer) ?? new Map<string, Relation>()).set(need, relation));
    }
  }
  return turned;
};

/* The words of its names, its one-word phrases, and whatever recurs in its phrases; not every word of a long phrase. */
const ownKeysOf = ({ pl, en }: Concept, analyser: Pick<Analyser, 'keysOf'>): Set<string> => {
  const phrases = [...pl, ...en].map((phrase) => ({
    keys: phrase.split(/\s+/).flatMap((word) => analyser.keysOf(word)),
    isName: phrase === pl[0] || phrase === en[0] || !/\s/.test(phrase),
  }));
  const counts = new Map<string, number>();
  for (const key of phrases.flatMap(({ keys }) => [...new Set(keys)])) counts.set(key, (counts.get(key) ?? 0) + 1);
  return new Set(phrases.flatMap(({ keys, isName }) => keys.filter((key) => isName || (counts.get(key) ?? 0) > 1)));
};

/**
 * Works out all that holds for every pair of posts.
 * @param idf rarity of keys among the posts, see `idfFrom`
 */
export const buildKnowledge = (
  vocabulary: readonly Concept[], analyser: Pick<Analyser, 'keysOf' | 'version'>, idf: (key: string) => number,
): Knowledge => {
  const relations = relationsOf(vocabulary);
  return {
    version: analyser.version,
    relations,
    answers: reversed(relations),
    kinds: new Map(vocabulary.map(({ id, kind }) => [id, kind])),
    ownKeys: new Map(vocabulary.map((concept) => [concept.id, ownKeysOf(concept, analyser)])),
    idf,
  };
};

/**
 * Inverse document frequency of keys, ln(1 + (N − n + ½) / (n + ½)), as BM25 has it
 * (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009). A key nobody used is the rarest.
 */
export const idfFrom = (
  frequencies: ReadonlyMap<string, number>, posts: number,
): ((key: string) => number) => (key) => {
  const n = Math.min(posts, frequencies.get(key) ?? 0);
  return Math.log(1 + (posts - n + 0.5) / (n + 0.5));
};

/** `idfFrom` for posts that are at hand: the keys of each, unique. */
export const idfOf = (posts: readonly (readonly string[])[]): ((key: string) => number) => {
  const frequencies = new Map<string, number>();
  for (const key of posts.flat()) frequencies.set(key, (frequencies.get(key) ?? 0) + 1);
  return idfFrom(frequencies, posts.length);
};
