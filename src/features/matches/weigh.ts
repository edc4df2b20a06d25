import type { ConceptKind } from '../../text/types.ts';
import type { PostConcept, PostText } from './fit-post.ts';
import type { Knowledge } from './knowledge.ts';
import {
  DESCRIPTION_WEIGHT, LATER_HEAD, LIST_LENGTH, ROLE_WEIGHT, SUMMARY_WEIGHT, UNKNOWN_TITLE_WEIGHT,
} from './weights.ts';

/** A concept of a post and how much the post is about it, 0..1. */
export interface WeighedConcept extends PostConcept {
  weight: number;
}

type Side = 'need' | 'offer';

const WORK: ReadonlySet<ConceptKind> = new Set(['process', 'service']);

/**
 * Goods named in a title after a piece of work are what it is done to, unless the work makes them: "szkolenie
 * z obsługi wtryskarek" offers no machines, "naprawa formy, tuleja" asks for no bushing, "szycie fartuchów" does
 * make gowns. The concepts stand in the order of the text.
 */
const asObjects = (concepts: readonly PostConcept[], { kinds, relations }: Knowledge): PostConcept[] => {
  const works: string[] = [];
  return concepts.map((concept) => {
    if (!concept.inTitle || concept.role === 'context') return concept;
    if (WORK.has(kinds.get(concept.id) ?? 'product')) {
      works.push(concept.id);
      return concept;
    }
    const makers = relations.get(concept.id);
    const handled = works.length > 0 && !works.some((work) => makers?.get(work)?.kind === 'can-make');
    return handled ? { ...concept, role: 'context' } : concept;
  });
};

const isTitled = ({ concepts }: PostText): boolean => concepts.some(({ inTitle }) => inTitle);

/** True for a title that names nothing known above a description that names several goods. */
export const isList = (post: PostText, { kinds }: Knowledge): boolean => !isTitled(post)
  && post.concepts.filter(({ id, role }) => role === 'head' && kinds.get(id) === 'product').length >= LIST_LENGTH;

/* The title says what a post is about; one that names nothing known leaves a doubt whatever follows it. */
const descriptionWeight = (post: PostText, side: Side): number => {
  if (isTitled(post)) return DESCRIPTION_WEIGHT[side];
  return post.titleKeys.length === 0 ? 1 : UNKNOWN_TITLE_WEIGHT;
};

/* "Środki ochrony: maseczki i rękawice" wants the two; the kind they belong to only sums them up. */
const sumsUp = ({ id }: PostConcept, concepts: readonly PostConcept[], { relations }: Knowledge): boolean => {
  const row = relations.get(id);
  return concepts.some((other) => row?.get(other.id)?.kind === 'narrower');
};

/** How much a post is about each of its concepts. */
export const weigh = (post: PostText, side: Side, knowledge: Knowledge): WeighedConcept[] => {
  const list = isList(post, knowledge);
  const elsewhere = descriptionWeight(post, side);
  const concepts = asObjects(post.concepts, knowledge);
  const summaries = new Set(concepts.filter((concept) => sumsUp(concept, concepts, knowledge)));
  const isTitleHead = (concept: PostConcept): boolean =>
    concept.inTitle && concept.role === 'head' && !summaries.has(concept);
  const first = concepts.find(isTitleHead);
  return concepts.map((concept) => {
    const item = list && knowledge.kinds.get(concept.id) === 'product';
    const place = concept.inTitle || item ? 1 : elsewhere;
    const later = isTitleHead(concept) && concept !== first ? LATER_HEAD[side] : 1;
    const summary = summaries.has(concept) ? SUMMARY_WEIGHT : 1;
    return { ...concept, weight: ROLE_WEIGHT[concept.role] * place * later * summary };
  });
};
