import type { PostKind, SearchDocument, Terms } from '../../search/port.ts';
import type { Analyser, Language } from '../../text/types.ts';

/** How soon a person hears of a new post that a saved search finds. */
export type SearchFrequency = 'instant' | 'daily' | 'weekly' | 'never';
export const SEARCH_FREQUENCIES: readonly SearchFrequency[] = ['instant', 'daily', 'weekly', 'never'];

/** More than this nobody reads, and each of them costs every publication a look. */
export const MOST_SAVED = 50;

/** A search that goes on looking for its owner. What narrows it is as on the board; order, place and page are not kept. */
export interface SavedSearch {
  id: string;
  personId: string;
  /** The organisation the person acted for when saving it: what it may read counts, as long as the person belongs to it. */
  organisationId: string | null;
  /** The query of its address: the same search is saved once. */
  address: string;
  text: string;
  language: Language;
  kind: PostKind | null;
  concepts: string[];
  regions: string[];
  terms: Terms[];
  urgent: boolean;
  frequency: SearchFrequency;
  createdAt: Date;
}

/** What a saved search looks for; texts that say nothing (stop words, punctuation) leave its filters alone to decide. */
export type Wanted = Pick<SavedSearch, 'text' | 'language'>;

/** A published post, made ready for many searches. */
export interface Findable {
  keys: ReadonlySet<string>;
  concepts: ReadonlySet<string>;
}

/** The keys and concepts by which the engines would find the document. */
export function findable(document: Pick<SearchDocument, 'titleTokens' | 'descriptionTokens' | 'concepts'>): Findable {
  const tokens = [...document.titleTokens, ...document.descriptionTokens].filter(({ stop }) => !stop);
  return { keys: new Set(tokens.flatMap(({ keys }) => keys)), concepts: new Set(document.concepts.map(({ id }) => id)) };
}

/**
 * Whether the text of a search finds the post, by the strict rule of the board: every word of it, or the concept that the
 * word names. Words half typed and spelling are not guessed here: nobody is there to see the guess.
 */
export function wordsFind(analyser: Analyser, { text, language }: Wanted, post: Findable): boolean {
  const { tokens, concepts } = analyser.analyse(text, language);
  return tokens.filter(({ stop }) => !stop).every(({ keys, start, end }) => {
    if (keys.some((key) => post.keys.has(key))) return true;
    const named = concepts.find((hit) => start >= hit.start && end <= hit.end);
    return named !== undefined && post.concepts.has(named.id);
  });
}
