import { fold, normalise } from '../../text/fold.ts';
import type { Token } from '../../text/types.ts';
import { searchableKeys, storable } from '../match.ts';
import type { SearchDocument } from '../port.ts';
import { WORD } from '../spelling.ts';
import { conceptWord, dayNumber, encoded, NEVER, wordOf } from './notation.ts';

/** In every document: as the first word of a query it keeps the other words from deciding what is found. */
export const MARK = 'aa';

/** What the server is told of a post: no name, no address, no text as typed. */
export interface IndexedPost {
  id: string;
  version: number;
  kind: string;
  organisationId: string;
  visibility: string;
  audience: string[];
  covered: boolean;
  urgent: boolean;
  region: string | null;
  terms: string;
  dueOn: number | null;
  endsOn: number;
  /** Milliseconds. */
  publishedAt: number;
  _geo?: { lat: number; lng: number };
  /** What ranks, the weightiest first: words of the concepts it is about; preferred keys of the title; of what that is for; of the description. */
  heads: string;
  title: string;
  contexts: string;
  text: string;
  mark: string;
  /** What finds: every key; every concept; those it is about. */
  keys: string[];
  concepts: string[];
  about: string[];
  /** What completes and corrects: `folded`, or `folded shown` where they differ. */
  words: string[];
}

/** A document in the server's shape. */
export function indexedPost(document: SearchDocument): IndexedPost {
  const tokens = [...document.titleTokens, ...document.descriptionTokens].filter(({ stop }) => !stop);
  const of = (role: 'head' | 'context'): string[] =>
    [...new Set(document.concepts.filter((concept) => concept.role === role).map(({ id }) => storable(id)))];
  const { lat, lng } = document;
  return {
    id: document.id,
    version: document.version,
    kind: encoded(document.kind),
    organisationId: encoded(document.organisationId),
    visibility: encoded(document.visibility),
    audience: document.audience.map(encoded),
    covered: document.covered,
    urgent: document.urgent,
    region: document.region === null ? null : encoded(storable(document.region)),
    terms: encoded(document.terms),
    dueOn: document.dueOn === null ? null : dayNumber(document.dueOn),
    endsOn: document.endsOn === null ? NEVER : dayNumber(document.endsOn),
    publishedAt: document.publishedAt.getTime(),
    ...(isPlace(lat, lng) ? { _geo: { lat: lat as number, lng: lng as number } } : {}),
    heads: of('head').map(conceptWord).join(' '),
    title: sequence(document.titleTokens),
    contexts: of('context').map(conceptWord).join(' '),
    text: sequence(document.descriptionTokens),
    mark: MARK,
    keys: [...new Set(tokens.flatMap(({ keys }) => searchableKeys(keys)))].map(encoded),
    concepts: [...of('head'), ...of('context')].map(encoded),
    about: of('head').map(encoded),
    words: knownWords(tokens),
  };
}

/* One malformed place would fail the whole batch. */
function isPlace(lat: number | null, lng: number | null): boolean {
  return lat !== null && lng !== null && Math.abs(lat) <= 90 && Math.abs(lng) <= 180;
}

function sequence(tokens: readonly Token[]): string {
  return tokens
    .filter(({ stop }) => !stop)
    .flatMap(({ keys }) => searchableKeys(keys).slice(0, 1))
    .map(wordOf)
    .join(' ');
}

function knownWords(tokens: readonly Token[]): string[] {
  const shown = new Set(tokens.map(({ text }) => normalise(text)).filter((word) => WORD.test(word)));
  return [...shown].map((word) => (fold(word) === word ? word : `${fold(word)} ${word}`));
}
