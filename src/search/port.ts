import type { ConceptRole, Language, Token } from '../text/types.ts';
import type { Page } from '../kernel/page.ts';

/**
 * What every search engine of the exchange can do. Engines propose ids; pages load rows by id through queries
 * scoped by the reader, so nothing here carries texts to show, markup or anything of one engine's own language.
 */

export type PostKind = 'need' | 'offer';
export type Visibility = 'public' | 'members' | 'chosen';
export type Terms = 'gift' | 'at-cost' | 'price';
export type EngineName = 'postgres' | 'meilisearch';
export type Sort = 'relevance' | 'nearest' | 'soonest' | 'newest';

/**
 * An open transaction of the caller. An engine that lives in the same database writes in it; the others ignore it.
 * The PostgreSQL engine wants TypeORM's EntityManager and throws a TypeError for anything else.
 */
export type Transaction = object;

export interface DocumentConcept {
  id: string;
  role: ConceptRole;
}

/** One published post as the engines see it. */
export interface SearchDocument {
  id: string;
  /** Grows with every change of the post: an older version never overwrites a newer one. */
  version: number;
  kind: PostKind;
  organisationId: string;
  visibility: Visibility;
  /** Organisations that may see a post of visibility `chosen`. */
  audience: readonly string[];
  /** True for needs that have all they asked for: found only when the query includes them. */
  covered: boolean;
  title: string;
  description: string;
  language: Language;
  /** As the analyser made them of `title` and `description`, stop words included; words of the title weigh more. */
  titleTokens: readonly Token[];
  descriptionTokens: readonly Token[];
  concepts: readonly DocumentConcept[];
  region: string | null;
  terms: Terms;
  urgent: boolean;
  /** Degrees; a post without a place is never inside a radius and comes last by distance. */
  lat: number | null;
  lng: number | null;
  /** `YYYY-MM-DD`: needed by (needs), available from (offers). */
  dueOn: string | null;
  /** `YYYY-MM-DD`: the last day on which the post is found; null is for ever. */
  endsOn: string | null;
  publishedAt: Date;
}

/**
 * Whose eyes. `all` is the office and the system. A visitor (no member, no organisation) sees public posts; the
 * people of an unapproved organisation also their own; members of an approved one public, members-only, their own,
 * and the posts that chose their organisation.
 */
export type SearchScope =
  | { readonly all: true }
  | { readonly all?: false; readonly member: boolean; readonly organisationId: string | null };

export interface Place {
  lat: number;
  lng: number;
}

export interface SearchQuery {
  /** As typed. Texts without a single word to look for (empty, punctuation, stop words) ask for everything. */
  text: string;
  language: Language;
  kind: PostKind | null;
  /** Posts about any of these (head concepts); an empty list is no filter. The same for `regions` and `terms`. */
  concepts: readonly string[];
  regions: readonly string[];
  terms: readonly Terms[];
  /** True: urgent ones only. */
  urgent: boolean;
  includeCovered: boolean;
  /** Needed for `nearest`; with `radiusKm` also a filter. */
  near: (Place & { readonly radiusKm: number | null }) | null;
  /** `relevance` without words and `nearest` without a place are `newest`. */
  sort: Sort;
  page: Page;
  scope: SearchScope;
  /** `YYYY-MM-DD` in the exchange's zone: posts that ended before it are not found. */
  today: string;
}

export interface FacetCount {
  value: string;
  count: number;
}

/** Disjunctive: the counts of one facet ignore the filter on that facet. Most frequent first; zeros are left out. */
export interface Facets {
  /** False: estimated from a part of the matching posts. Always true up to 1 000 matching posts. */
  exact: boolean;
  kinds: FacetCount[];
  /** At most 100. */
  concepts: FacetCount[];
  regions: FacetCount[];
  terms: FacetCount[];
}

export interface SearchResult {
  ids: string[];
  /** How many posts match. */
  total: number;
  /** False: `total` is an estimate (within a few per cent). Always true up to about 3 000. */
  totalExact: boolean;
  facets: Facets;
  /** The text with its misspelt words put right; `ids` are what was found for that text. Null: searched as typed. */
  didYouMean: string | null;
  engine: EngineName;
}

/** What a new post looks for among the published posts of the other kind. */
export interface CandidateQuery {
  /** The kind wanted. */
  kind: PostKind;
  /** Keys of the post with what each is worth, such as 1 for a preferred key of the title. */
  keys: readonly { readonly key: string; readonly weight: number }[];
  /** Its own concepts (head 1, context 0.45) and related ones (about 0.35). */
  concepts: readonly { readonly id: string; readonly weight: number }[];
  /** No firm is matched with itself. */
  excludeOrganisationId: string | null;
  /** Breaks near ties in favour of the nearer one. */
  near: Place | null;
  today: string;
}

export interface SearchHealth {
  ok: boolean;
  /** Documents in the index; null when the engine cannot be asked. */
  documents: number | null;
  /** Why it is not ok, for the log. */
  error: string | null;
}

export interface SearchEngine {
  readonly name: EngineName;
  /** Writes documents; one whose stored version is newer is left alone. The same document may be written twice. */
  put(documents: readonly SearchDocument[], tx?: Transaction): Promise<void>;
  /** Unknown ids are no error. A removal forgets the version: callers keep it in order with `put`. */
  remove(ids: readonly string[], tx?: Transaction): Promise<void>;
  /** The same query gives the same order; pages never overlap while nothing is written. */
  search(query: SearchQuery): Promise<SearchResult>;
  /**
   * Ids of open posts in descending promise, at most `limit` (never more than 2 000), regardless of who may see
   * them: the caller reads them again and scores them.
   */
  candidates(query: CandidateQuery, limit: number): Promise<string[]>;
  /**
   * Makes the index hold exactly what `source` yields, while searching and writing go on. May be broken off and
   * started again. `onProgress` is told the number of documents written so far. Returns that number.
   */
  rebuild(
    source: AsyncIterable<readonly SearchDocument[]>,
    onProgress?: (written: number) => void,
  ): Promise<number>;
  /** Never throws. */
  health(): Promise<SearchHealth>;
}
