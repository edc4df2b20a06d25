import type { Language } from '../../kernel/actor.ts';
import type { Analyser } from '../../text/types.ts';
import type { Vocabulary } from '../vocabulary/index.ts';

/** One typed line and the concepts it was understood as; none when the vocabulary has no word for it. */
export interface UnderstoodLine {
  line: string;
  concepts: string[];
}

export type Understand = (line: string, language: Language) => string[];

/** The concepts of a line: the one that is called exactly so, else those the analyser finds in it. */
export const understandLine = (analyser: Analyser, vocabulary: Vocabulary): Understand => (line, language) => {
  const exact = vocabulary.find(line);
  if (exact) return [exact];
  return [...new Set(analyser.analyse(line, language).concepts.map(({ id }) => id).filter((id) => vocabulary.has(id)))];
};

/** Every line on its own, in the order of the text. */
export const understandLines = (lines: readonly string[], language: Language, understand: Understand): UnderstoodLine[] =>
  lines.map((line) => ({ line, concepts: understand(line, language) }));
