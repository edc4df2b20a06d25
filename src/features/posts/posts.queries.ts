import type { DataSource } from 'typeorm';
import { prepared } from '../../db/prepared.ts';
import { readRecord } from '../../db/read-record.ts';
import { organisationOf, personOf, type Actor, type Language } from '../../kernel/actor.ts';
import { isId } from '../../kernel/ids.ts';
import { ifVisible, postRepository } from './post.repository.ts';
import { PostSchema } from './post.schema.ts';
import { visibleTo } from './post.policy.ts';
import type { Unit } from '../../kernel/quantity.ts';
import type { Post, PostConcept, PostKind, PostState, TermsKind, Visibility } from './post.ts';

/** A post as a row of the board or of a list. Amounts are decimal strings in `unit`, dates `YYYY-MM-DD`. */
export interface PostRow {
  id: string;
  kind: PostKind;
  title: string;
  language: Language;
  concepts: PostConcept[];
  organisationId: string;
  organisationName: string;
  quantity: string | null;
  unit: Unit;
  townName: string;
  lat: number | null;
  lng: number | null;
  terms: TermsKind;
  visibility: Visibility;
  urgent: boolean;
  neededBy: string | null;
  availableFrom: string | null;
  supplyMode: 'stock' | 'capacity' | null;
  perWeek: string | null;
  state: PostState;
  endsOn: string | null;
  publishedAt: Date | null;
}

const ROW = `p.id, p.kind, p.title, p.language, p.concepts, p.organisation_id AS "organisationId", o.name AS "organisationName",
  p.quantity::text, p.unit, p.town_name AS "townName", p.lat, p.lng, p.terms, p.visibility, p.urgent, p.needed_by::text AS "neededBy",
  p.available_from::text AS "availableFrom", p.supply_mode AS "supplyMode", p.per_week::text AS "perWeek", p.state,
  p.ends_on::text AS "endsOn", p.published_at AS "publishedAt"`;
const FROM = `FROM post p JOIN organisation o ON o.id = p.organisation_id`;

/** That the reader may read the post of this alias, in SQL; parameters $1 to $3 are the reader's {@link scope}. */
export const readable = (post: string): string => `($1 OR ${post}.organisation_id = $3
  OR (${post}.state IN ('published','covered','closed-short','expired') AND (
    ${post}.visibility = 'public' OR ($2 AND ${post}.visibility = 'members')
    OR EXISTS (SELECT FROM post_audience a WHERE a.post_id = ${post}.id AND a.organisation_id = $3))))`;
const READABLE = readable('p');

/** What the reader may read: everything; what is for members; what is for or of this organisation. */
export function scope(actor: Actor): [boolean, boolean, string | null] {
  const visible = visibleTo(actor);
  return visible.all ? [true, true, null] : [false, visible.member, visible.organisationId];
}

/** The read side of posts: every answer is what this actor may see, nothing more. */
export interface PostQueries {
  /** @throws DomainError not-found */
  get(actor: Actor, id: string): Promise<Post>;
  audience(id: string): Promise<string[]>;
  /** Rows in the order of the ids; posts that the actor may not see or that left the board are left out. */
  rows(actor: Actor, ids: readonly string[]): Promise<PostRow[]>;
  /** All posts of the actor's organisation, newest first. */
  own(actor: Actor): Promise<PostRow[]>;
  /** Published posts of an organisation, as far as the actor may see them. */
  ofOrganisation(actor: Actor, organisationId: string): Promise<PostRow[]>;
  /** Posts that the actor in person made from these submits, in their order. */
  madeFrom(actor: Actor, submissionKeys: readonly string[]): Promise<PostRow[]>;
}

export function postQueries(dataSource: DataSource): PostQueries {
  const list = (actor: Actor, condition: string, order: string, ...values: unknown[]) =>
    dataSource.query<PostRow[]>(prepared(`SELECT ${ROW} ${FROM} WHERE ${READABLE} AND ${condition} ORDER BY ${order} LIMIT 500`), [
      ...scope(actor),
      ...values,
    ]);
  return {
    get: async (actor, id) =>
      ifVisible(dataSource.manager, actor, isId(id) ? await readRecord<Post>(dataSource, PostSchema, id) : null),
    audience: (id) => postRepository(dataSource.manager).audience(id),
    rows: (actor, ids) =>
      list(actor, `p.id = ANY($4::uuid[]) AND p.state = 'published'`, 'array_position($4::uuid[], p.id)', ids),
    own: (actor) => list(actor, 'p.organisation_id = $4', 'p.created_at DESC, p.id', organisationOf(actor)),
    ofOrganisation: (actor, id) =>
      list(actor, `p.organisation_id = $4 AND p.state = 'published'`, 'p.published_at DESC, p.id', id),
    madeFrom: (actor, keys) =>
      list(actor, 'p.author_id = $4 AND p.submission_key = ANY($5::uuid[])', 'array_position($5::uuid[], p.submission_key)', personOf(actor), keys),
  };
}
