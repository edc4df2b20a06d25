export { createVocabulary, type Vocabulary } from './vocabulary.ts';
