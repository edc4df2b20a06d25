import type { Knowledge } from './knowledge.ts';
import type { NeedText, WeighedConcept } from './prepare.ts';
import type { Reason } from './reasons.ts';
import type { Relation } from './relations.ts';
import { BEST_ITEM_SHARE } from './weights.ts';

/** The best answer of an offer to one concept of a need. */
interface Answer {
  asked: WeighedConcept;
  offered: WeighedConcept;
  relation: Relation;
  /** Strength of the relation times the weight of the offered concept, 0..1. */
  value: number;
}

export interface Subject {
  /** 0..1 */
  agreement: number;
  /** Best first, one per concept of the need. */
  reasons: Reason[];
  /** The need's concept of the best answer; null when nothing is answered. */
  main: string | null;
  /** How many of the need's concepts are answered. */
  answered: number;
  /** The best answer is only a wide class of things: "personal protective equipment" where goggles are asked for. */
  vague: boolean;
}

const NONE: Subject = { agreement: 0, reasons: [], main: null, answered: 0, vague: false };

const answersOf = (need: NeedText, offered: readonly WeighedConcept[]): Answer[] => {
  const best: (Answer | undefined)[] = [];
  for (const concept of offered) {
    const row = need.knowledge.answers.get(concept.id);
    if (row === undefined) continue;
    for (const [at, asked] of need.concepts.entries()) {
      const relation = row.get(asked.id);
      if (relation === undefined) continue;
      const value = relation.strength * concept.weight;
      if (value > (best[at]?.value ?? 0)) best[at] = { asked, offered: concept, relation, value };
    }
  }
  return best.filter((answer) => answer !== undefined);
};

/* A kind with this many kinds of its own says little about any of them. */
const WIDE_CLASS = 6;

const isVague = (answer: Answer | undefined, { answers }: Knowledge): boolean => {
  if (answer?.relation.kind !== 'broader') return false;
  const narrower = [...(answers.get(answer.offered.id)?.values() ?? [])].filter(({ kind }) => kind === 'broader');
  return narrower.length >= WIDE_CLASS;
};

const reasonOf = ({ asked, offered, relation }: Answer): Reason => {
  switch (relation.kind) {
    case 'can-make': return { code: 'can-make', by: offered.id, product: asked.id };
    case 'material-for': return { code: 'material-for', material: offered.id, product: asked.id };
    case 'part-of': return { code: 'part-of', part: offered.id, product: asked.id };
    default:
  }
  if (asked.role === 'context' || offered.role === 'context') return { code: 'same-use', concept: asked.id };
  return asked.id === offered.id
    ? { code: 'same-product', concept: asked.id }
    : { code: 'similar-product', concept: offered.id, sought: asked.id };
};

/**
 * How far an offer's concepts are what a need is about: Σ weight × best answer / Σ weights, blended with the best
 * single answer; of a list the best answer alone, because an offer of one item is an offer worth having.
 */
export const subjectFit = (need: NeedText, offered: readonly WeighedConcept[]): Subject => {
  const answers = answersOf(need, offered);
  if (answers.length === 0) return NONE;
  const worth = (answer: Answer): number => answer.asked.weight * answer.value;
  answers.sort((a, b) => worth(b) - worth(a));
  const mean = answers.reduce((sum, answer) => sum + worth(answer), 0) / need.totalWeight;
  const best = Math.max(...answers.map(worth));
  return {
    agreement: need.isList ? best : BEST_ITEM_SHARE * best + (1 - BEST_ITEM_SHARE) * mean,
    reasons: answers.map(reasonOf),
    main: answers[0]?.asked.id ?? null,
    answered: answers.length,
    vague: isVague(answers[0], need.knowledge),
  };
};
