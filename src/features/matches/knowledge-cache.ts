import type { Work } from '../../db/unit-of-work.ts';
import type { Clock } from '../../kernel/clock.ts';
import { keptFor } from '../../kernel/kept.ts';
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
  // Worked out when the first post is matched: the first page does not wait for it.
  let base: Knowledge | null = null;
  return keptFor(FRESH_FOR, async () => {
    const { frequencies, posts } = await keyFrequencies(manager);
    base ??= buildKnowledge(vocabulary, analyser, () => 1);
    return { ...base, idf: idfFrom(frequencies, posts) };
  }, () => clock.now().getTime());
}
