export { createVocabulary, type Vocabulary } from './vocabulary.ts';
export { conceptFinder, type FindConcepts } from './concept-finder.ts';
