import type { FitNeed, FitOffer, PostText } from './fit-post.ts';
import type { Knowledge } from './knowledge.ts';
import type { Relation } from './relations.ts';
import { tells } from './telling.ts';
import { isList, weigh } from './weigh.ts';
import type { WeighedConcept } from './weigh.ts';
import { DESCRIPTION_KEY_WEIGHT } from './weights.ts';

export { weigh };
export type { WeighedConcept };

/** One concept of the need that an offer's concept answers. */
export interface Link {
  /** Position in `PreparedNeed.concepts`. */
  at: number;
  relation: Relation;
}

/** What a need is about, with all that a pair does not change worked out. */
export interface NeedText {
  knowledge: Knowledge;
  concepts: readonly WeighedConcept[];
  /** Σ weights; at least 1, what the thing itself weighs where no concept names it. */
  totalWeight: number;
  /** It asks for several things under a title that names none. */
  isList: boolean;
  /** By the offer's concept. */
  links: ReadonlyMap<string, readonly Link[]>;
  /** Key → idf, times the weight of its place. */
  keys: ReadonlyMap<string, number>;
  totalKeys: number;
}

/** A need likewise. */
export interface PreparedNeed extends NeedText {
  post: FitNeed;
}

/** An offer with all that a pair does not change worked out. */
export interface PreparedOffer {
  post: FitOffer;
  concepts: readonly WeighedConcept[];
}

const linksOf = (concepts: readonly WeighedConcept[], knowledge: Knowledge): Map<string, Link[]> => {
  const links = new Map<string, Link[]>();
  for (const [at, { id }] of concepts.entries()) {
    for (const [offered, relation] of knowledge.relations.get(id) ?? []) {
      const known = links.get(offered);
      if (known) known.push({ at, relation });
      else links.set(offered, [{ at, relation }]);
    }
  }
  return links;
};

const weighKeys = ({ keys, titleKeys }: PostText, knowledge: Knowledge): Map<string, number> => {
  const inTitle = new Set(titleKeys);
  return new Map(keys.filter(tells).map((key) => {
    const place = inTitle.has(key) || inTitle.size === 0 ? 1 : DESCRIPTION_KEY_WEIGHT;
    return [key, place * knowledge.idf(key)];
  }));
};

const total = (numbers: Iterable<number>): number => [...numbers].reduce((sum, one) => sum + one, 0);

export const prepareNeedText = (text: PostText, knowledge: Knowledge): NeedText => {
  const concepts = weigh(text, 'need', knowledge);
  const keys = weighKeys(text, knowledge);
  return {
    knowledge,
    concepts,
    totalWeight: Math.max(1, total(concepts.map(({ weight }) => weight))),
    isList: isList(text, knowledge),
    links: linksOf(concepts, knowledge),
    keys,
    totalKeys: total(keys.values()),
  };
};

export const prepareNeed = (post: FitNeed, knowledge: Knowledge): PreparedNeed =>
  ({ post, ...prepareNeedText(post, knowledge) });

export const prepareOffer = (post: FitOffer, knowledge: Knowledge): PreparedOffer =>
  ({ post, concepts: weigh(post, 'offer', knowledge) });
