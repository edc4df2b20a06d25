import type { MultiSearchQuery } from 'meilisearch';
import { withinBudget } from '../ladder.ts';
import { searchableKeys, storable } from '../match.ts';
import type { CandidateQuery, Place } from '../port.ts';
import { among, dayNumber, encoded, wordOf } from './notation.ts';
import { both } from './filters.ts';
import type { Answer } from './server.ts';
import type { Search } from './select.ts';

const MOST = 2_000;
/** One small query each: the server knows no OR of words. Of equal weight the longest, which tell most and suffer most slips. */
const MOST_KEYS = 10;
const PER_KEY = 40;
/** PostgreSQL, whose candidates come beside these, asks for more; to read a thousand posts takes the server longer than to find them. */
const PER_CONCEPTS = 300;
/** What weighs so much gets a query of its own, so that it is not crowded out. */
const STRONG = 0.7;
/** Keys that bring about so many posts together are asked for their own; the commonest say the least. */
const BUDGET = 6_000;
/** The scorer gives the subject four fifths and the text one fifth. */
const CONCEPT_WORTH = 4;
const CONTEXT = 0.45;
const NEAR_WORTH = 0.1;

/** One query and what its hits are worth. */
interface Clue {
  query: MultiSearchQuery;
  worth(hit: Answer['hits'][number]): number;
  /** Keys can be too common to tell anything. */
  ofKey: boolean;
}

/**
 * Ids of the most promising documents: those that share a concept, and those that share a word, where the server also
 * takes a word with a slip in it. In two calls at once: the server answers the queries of one after another.
 */
export async function candidates(search: Search, uid: string, query: CandidateQuery, limit: number): Promise<string[]> {
  const base = baseOf(query);
  const [concepts, keys] = await Promise.all([
    answered(search, conceptClues(uid, base, query)), answered(search, keyClues(uid, base, query)),
  ]);
  keys.sort((a, b) => sizeOf(a.answer) - sizeOf(b.answer));
  const telling = [...concepts, ...withinBudget(keys, ({ answer }) => sizeOf(answer), BUDGET)];
  const worth = new Map<string, number>();
  const places = new Map<string, Place>();
  for (const { worth: worthOf, ofKey, answer } of telling) {
    const seen = new Map(answer.hits.map((hit) => [hit.id, worthOf(hit)]));
    // A post is in both queries for concepts and counts once there.
    for (const [id, value] of seen) worth.set(id, ofKey ? (worth.get(id) ?? 0) + value : Math.max(worth.get(id) ?? 0, value));
    for (const { id, _geo } of answer.hits) if (_geo) places.set(id, _geo);
  }
  const promise = ([id, sum]: readonly [string, number]) => ({ id, sum: sum + nearness(query.near, places.get(id)) });
  const sorted = [...worth].map(promise).sort((a, b) => b.sum - a.sum);
  return sorted.slice(0, Math.min(Math.max(limit, 0), MOST)).map(({ id }) => id);
}

const sizeOf = ({ estimatedTotalHits = 0 }: Answer): number => estimatedTotalHits;

async function answered(search: Search, clues: readonly Clue[]): Promise<(Clue & { answer: Answer })[]> {
  const answers = await search(clues.map(({ query }) => query));
  return clues.map((clue, index) => ({ ...clue, answer: answers[index] as Answer }));
}

const baseOf = ({ kind, today, excludeOrganisationId }: CandidateQuery): string => both(
  `kind = ${encoded(kind)}`, 'covered = false', `endsOn >= ${dayNumber(today)}`,
  excludeOrganisationId === null ? null : `organisationId != "${encoded(excludeOrganisationId)}"`,
);

function conceptClues(indexUid: string, base: string, { concepts }: CandidateQuery): Clue[] {
  const weights = new Map(concepts.map(({ id, weight }) => [encoded(storable(id)), weight]));
  const sum = (ids: readonly string[]): number => ids.reduce((total, id) => total + (weights.get(id) ?? 0), 0);
  const worth = ({ about = [], concepts: all = [] }: Answer['hits'][number]): number =>
    CONCEPT_WORTH * (sum(about) + CONTEXT * sum(all.filter((id) => !about.includes(id))));
  const attributesToRetrieve = ['id', '_geo', 'about', 'concepts'];
  const clue = (attribute: 'about' | 'concepts', ids: readonly string[]): Clue[] => ids.length === 0 ? [] : [{
    worth, ofKey: false, query: { indexUid, attributesToRetrieve, filter: both(base, among(attribute, ids)), limit: PER_CONCEPTS },
  }];
  const strong = concepts.filter(({ weight }) => weight >= STRONG).map(({ id }) => storable(id));
  return [...clue('about', strong), ...clue('concepts', concepts.map(({ id }) => storable(id)))];
}

function keyClues(indexUid: string, base: string, { keys }: CandidateQuery): Clue[] {
  const heaviest = keys.toSorted((a, b) => b.weight - a.weight || b.key.length - a.key.length).slice(0, MOST_KEYS);
  return heaviest.flatMap(({ key, weight }) => searchableKeys([key]).map((one): Clue => ({
    worth: () => weight, ofKey: true, query: { indexUid, attributesToRetrieve: ['id', '_geo'], ...holding(one, base), limit: PER_KEY },
  })));
}

/* Numbers and norms are taken at their word: a slip in one makes another one. */
function holding(key: string, base: string): Pick<MultiSearchQuery, 'q' | 'filter' | 'attributesToSearchOn'> {
  if (!/^[a-z]+$/.test(key)) return { filter: both(base, among('keys', [key])) };
  return { q: wordOf(key), filter: base, attributesToSearchOn: ['title', 'text'] };
}

const KM_PER_DEGREE = 111;

/* For ties: at most a tenth of a word in the title, less with the distance. */
function nearness(from: Place | null, to: Place | undefined): number {
  if (!from || !to) return 0;
  const shrink = Math.cos((from.lat * Math.PI) / 180);
  const km = KM_PER_DEGREE * Math.hypot(to.lat - from.lat, (to.lng - from.lng) * shrink);
  return NEAR_WORTH / (1 + km / 100);
}
