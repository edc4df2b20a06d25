import type { NeedText } from './prepare.ts';

const MOST_WORDS = 5;

export interface Words {
  /** Matched idf / total idf of the need's keys, title keys weighing more: 0..1. */
  agreement: number;
  /** How many keys the posts share. */
  shared: number;
}

/** How much of what the need says the offer says too. */
export const wordsFit = (need: NeedText, offered: readonly string[]): Words => {
  let matched = 0;
  let shared = 0;
  for (const key of offered) {
    const weight = need.keys.get(key);
    if (weight === undefined) continue;
    matched += weight;
    shared += 1;
  }
  return { agreement: need.totalKeys > 0 ? matched / need.totalKeys : 0, shared };
};

/** Share of the need's words that the offer repeats beyond the names of a concept: 0 when it only names it again. */
export const furtherWords = (need: NeedText, offered: readonly string[], own: ReadonlySet<string>): number => {
  const further = offered.filter((key) => need.keys.has(key) && !own.has(key));
  const weight = further.reduce((sum, key) => sum + (need.keys.get(key) ?? 0), 0);
  return need.totalKeys > 0 ? weight / need.totalKeys : 0;
};

/** The rarest keys that both posts hold, rarest first. */
export const sharedWords = (need: NeedText, offered: readonly string[]): string[] => {
  const worth = (key: string): number => need.keys.get(key) ?? 0;
  return offered.filter((key) => worth(key) > 0).sort((a, b) => worth(b) - worth(a)).slice(0, MOST_WORDS);
};
