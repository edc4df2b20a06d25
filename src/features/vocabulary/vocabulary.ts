import type { Language } from '../../kernel/actor.ts';
import type { Concept } from '../../text/types.ts';

/** The concepts of the exchange, by id and by name. */
export interface Vocabulary {
  concepts: readonly Concept[];
  has(id: string): boolean;
  /** The concept's name in the reader's language; the id itself for a concept that is no longer there. */
  name(id: string, lang: Language): string;
  /** All names in alphabetical order, for lists to choose from. */
  names(lang: Language): readonly { id: string; name: string }[];
  /** The concept with exactly this name or phrase, in either language; case does not matter. */
  find(name: string): string | null;
}

/** Indexes the concepts once. */
export function createVocabulary(concepts: readonly Concept[]): Vocabulary {
  const byId = new Map(concepts.map((concept) => [concept.id, concept]));
  const byPhrase = new Map<string, string>();
  for (const { id, pl, en } of concepts) {
    for (const phrase of [...pl, ...en]) if (!byPhrase.has(phrase.toLowerCase())) byPhrase.set(phrase.toLowerCase(), id);
  }
  const sorted = (lang: Language) => {
    const collator = new Intl.Collator(lang);
    const named = concepts.map((concept) => ({ id: concept.id, name: concept[lang][0] ?? concept.id }));
    return named.sort((a, b) => collator.compare(a.name, b.name));
  };
  const names: Partial<Record<Language, ReturnType<typeof sorted>>> = {};
  return {
    concepts,
    has: (id) => byId.has(id),
    name: (id, lang) => byId.get(id)?.[lang][0] ?? id,
    names: (lang) => (names[lang] ??= sorted(lang)),
    find: (name) => byPhrase.get(name.trim().toLowerCase()) ?? null,
  };
}
