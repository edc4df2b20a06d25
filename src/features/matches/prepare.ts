import type { FitNeed, FitOffer, PostText } from './fit-post.ts';
import type { Knowledge } from './knowledge.ts';
import { tells } from './telling.ts';
import { isList, weigh } from './weigh.ts';
import type { WeighedConcept } from './weigh.ts';
import { DESCRIPTION_KEY_WEIGHT } from './weights.ts';

export { weigh };
export type { WeighedConcept };

/** What a need is about, with all that a pair does not change worked out. */
export interface NeedText {
  knowledge: Knowledge;
  concepts: readonly WeighedConcept[];
  /** Σ weights; at least 1, what the thing itself weighs where no concept names it. */
  totalWeight: number;
  /** It asks for several things under a title that names none. */
  isList: boolean;
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

const weighKeys = ({ keys, titleKeys }: PostText, knowledge: Knowledge): Map<string, number> => {
  const weights = new Map<string, number>();
  for (const key of keys) {
    if (!tells(key)) continue;
    const place = titleKeys.length === 0 || titleKeys.includes(key) ? 1 : DESCRIPTION_KEY_WEIGHT;
    weights.set(key, place * knowledge.idf(key));
  }
  return weights;
};

const total = (numbers: Iterable<number>): number => {
  let sum = 0;
  for (const one of numbers) sum += one;
  return sum;
};

export const prepareNeedText = (text: PostText, knowledge: Knowledge): NeedText => {
  const concepts = weigh(text, 'need', knowledge);
  const keys = weighKeys(text, knowledge);
  return {
    knowledge,
    concepts,
    totalWeight: Math.max(1, total(concepts.map(({ weight }) => weight))),
    isList: isList(text, knowledge),
    keys,
    totalKeys: total(keys.values()),
  };
};

export const prepareNeed = (post: FitNeed, knowledge: Knowledge): PreparedNeed =>
  ({ post, ...prepareNeedText(post, knowledge) });

export const prepareOffer = (post: FitOffer, knowledge: Knowledge): PreparedOffer =>
  ({ post, concepts: weigh(post, 'offer', knowledge) });
