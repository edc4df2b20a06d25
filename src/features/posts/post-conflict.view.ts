import type { PageRequest } from '../../web/route.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import { textsOf, type Typed } from './field-readers.ts';
import { STANDARD, type FormChoices } from './post-form.view.ts';
import type { Post } from './post.ts';

const SKIPPED = new Set(['kind', 'version', 'submissionKey', 'intent', 'organisation']);
const TICKED = new Set(['urgent', 'officeMayAccept']);
const CONCEPTS = new Set(['conceptsAdded', 'conceptsDropped']);

/** Where the words for the values of a field stand. */
const CHOICES: Readonly<Record<string, Exclude<keyof FormChoices, 'currencies'>>> = {
  unit: 'units', terms: 'termsItems', visibility: 'visibilityItems', audience: 'audienceItems', proof: 'proofItems', acceptable: 'acceptableItems',
  supplyMode: 'supplyItems', acceptsPart: 'partItems', reach: 'reachItems', language: 'languages',
};

interface Reader extends Pick<PageRequest, 't' | 'lang'> {
  vocabulary: Vocabulary;
  choices: FormChoices;
}

const valuesOf = (typed: Typed, name: string): string[] => {
  const values = textsOf(typed, name).filter(Boolean);
  return values.length === 0 && STANDARD[name] !== undefined ? [STANDARD[name]] : [...values].sort();
};

/* As the form words it, not as it sends it. */
function shown({ t, lang, vocabulary, choices }: Reader, name: string, values: readonly string[]): string {
  if (TICKED.has(name)) return t(`post.field.ticked.${values.length > 0 ? 'yes' : 'no'}`);
  if (CONCEPTS.has(name)) return values.map((id) => vocabulary.name(id, lang)).join(', ');
  const list = CHOICES[name];
  const labels = new Map(list ? choices[list].map(({ value, label }) => [value, label]) : []);
  return values.map((value) => labels.get(value) ?? value).join(', ');
}

/** The fields in which two edits of one post differ, side by side, in words. */
export function conflictFields(reader: Reader, post: Post, theirs: Typed, mine: Typed) {
  return Object.keys(theirs)
    .filter((name) => !SKIPPED.has(name) && valuesOf(theirs, name).join() !== valuesOf(mine, name).join())
    .map((name) => ({
      label: reader.t(`post.field.${name}`, { kind: post.kind }),
      yours: shown(reader, name, valuesOf(mine, name)), theirs: shown(reader, name, valuesOf(theirs, name)),
    }));
}
