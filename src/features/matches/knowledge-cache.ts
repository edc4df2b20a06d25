import type { Work } from '../../db/unit-of-work.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Analyser, Concept } from '../../text/types.ts';
import { keyFrequencies } from './fit-posts.queries.ts';
import { buildKnowledge, idfFrom, type Knowledge } from './knowledge.ts';

const FRESH_FOR = 10 * 60_000;

/** The scorer's knowledge with the rarity of words among the posts, counted anew every ten minutes. */
export function knowledgeCache(
  manager: Work['manager'],
  analyser: Analyser,
  vocabulary: readonly Concept[],
  clock: Clock,
): () => Promise<Knowledge> {
  const base = buildKnowledge(vocabulary, analyser, () => 1);
  let current: Promise<Knowledge> | null = null;
  let until = 0;
  const build = async (): Promise<Knowledge> => {
    const { frequencies, posts } = await keyFrequencies(manager);
    return { ...base, idf: idfFrom(frequencies, posts) };
  };
  return () => {
    const now = clock.now().getTime();
    if (!current || now >= until) {
      until = now + FRESH_FOR;
      current = build().catch((error: unknown) => {
        current = null;
        throw error;
      });
    }
    return current;
  };
}
