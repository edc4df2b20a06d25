/** Language a text was declared in: a hint only, since posts mix Polish and English words. */
export type Language = 'pl' | 'en';

/** A word, number, norm or size of a text. */
export interface Token {
  /** As written. */
  text: string;
  /** Offsets into the raw text, in UTF-16 units; `end` is exclusive. */
  start: number;
  end: number;
  /** Folded keys (no diacritics, ł as l), never empty; the first is the preferred one. */
  keys: string[];
  /** A function word, which is neither indexed nor searched. */
  stop: boolean;
}

/** `head`: what the text is about (weight 1); `context`: what that is for, from or by (weight 0.45). */
export type ConceptRole = 'head' | 'context';

/** A phrase of the vocabulary found in a text; offsets as in {@link Token}. */
export interface ConceptHit {
  id: string;
  role: ConceptRole;
  start: number;
  end: number;
}

/** What the analyser knows of a text. */
export interface Analysis {
  tokens: Token[];
  /** Unique keys of all tokens but stop words. */
  keys: string[];
  /** In order of the text, never overlapping. */
  concepts: ConceptHit[];
}

export type ConceptKind = 'product' | 'material' | 'process' | 'machine' | 'tooling' | 'service';

/** A thing of the trade with its Polish and English phrases and its relations to others. */
export interface Concept {
  /** Kebab-case English slug, such as `face-shield`. */
  id: string;
  kind: ConceptKind;
  /** Phrases; the first one is the name shown in the interface. */
  pl: string[];
  en: string[];
  /** Ids of products that this process, machine, tooling or service can make. */
  canMake?: string[];
  /** Ids of products that this material goes into. */
  materialFor?: string[];
  /** Ids of products that this is a component of. */
  partOf?: string[];
  /** Ids of the kinds that this is one of. */
  broader?: string[];
}

/** A piece of raw text; `hit` when it is a token that shares a key with the query. */
export interface TextRun {
  text: string;
  hit: boolean;
}

/** Turns texts into the same normalised words for every engine, the scorer and the pages. */
export interface Analyser {
  /** Changes whenever the same text may give other keys or concepts. */
  readonly version: string;
  /** Codes of what is missing, such as `dictionary-missing`. */
  readonly warnings: string[];
  analyse(text: string, language: Language): Analysis;
  /** Keys of one word; empty when it holds no letter or digit. */
  keysOf(word: string): string[];
  /** The raw text cut in runs whose concatenation is the text. */
  highlight(text: string, queryKeys: ReadonlySet<string>): TextRun[];
}
