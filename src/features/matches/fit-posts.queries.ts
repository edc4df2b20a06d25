import type { EntityManager } from 'typeorm';
import { prepared } from '../../db/prepared.ts';
import type { Language } from '../../kernel/actor.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import { quantityFrom, type Quantity, type Unit } from '../../kernel/quantity.ts';
import type { FitNeed, FitOffer, PostConcept, PostText, Proof } from './fit-post.ts';

interface FitRow {
  id: string;
  organisation_id: string;
  kind: 'need' | 'offer';
  unit: Unit;
  pack_size: number | null;
  cpv: string | null;
  title_keys: string[];
  text_keys: string[];
  concepts: PostConcept[];
  lat: number | null;
  lng: number | null;
  town_name: string;
  region: string | null;
  country: string;
  quantity: string | null;
  needed_by: LocalDate | null;
  acceptable: Proof[];
  required_certificates: string[];
  accepts_part: boolean;
  smallest_part: string | null;
  supply_mode: 'stock' | 'capacity' | null;
  per_week: string | null;
  available_from: LocalDate | null;
  available_until: LocalDate | null;
  lead_time_days: number | null;
  certificates_held: string[];
  proof: Proof | null;
  radius_km: number | null;
}

/** A published post in the scorer's shape. */
export type FitPost = { kind: 'need'; post: FitNeed } | { kind: 'offer'; post: FitOffer };

const COLUMNS = `p.id, p.organisation_id, p.kind, p.unit, p.pack_size, p.cpv, p.title_keys, p.text_keys, p.concepts, p.lat, p.lng,
  p.town_name, p.region, o.country, p.quantity::text, p.needed_by::text, p.acceptable, p.required_certificates, p.accepts_part,
  p.smallest_part::text, p.supply_mode, p.per_week::text, p.available_from::text, p.available_until::text, p.lead_time_days,
  p.certificates_held, p.proof, p.radius_km`;

const amount = (text: string | null): Quantity | null => (text === null ? null : quantityFrom(text));

function common(row: FitRow) {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    unit: row.unit,
    packSize: row.pack_size,
    cpv: row.cpv,
    keys: row.text_keys,
    titleKeys: row.title_keys,
    concepts: row.concepts,
    lat: row.lat,
    lng: row.lng,
    townName: row.town_name,
    region: row.region,
    country: row.country,
  };
}

function fitPost(row: FitRow): FitPost {
  if (row.kind === 'need') {
    const post: FitNeed = {
      ...common(row),
      quantity: amount(row.quantity),
      neededBy: row.needed_by,
      acceptable: row.acceptable,
      requiredCertificates: row.required_certificates,
      acceptsPart: row.accepts_part,
      smallestPart: amount(row.smallest_part),
    };
    return { kind: 'need', post };
  }
  const post: FitOffer = {
    ...common(row),
    mode: row.supply_mode ?? 'stock',
    quantity: amount(row.quantity),
    perWeek: amount(row.per_week),
    availableFrom: row.available_from,
    availableUntil: row.available_until,
    leadTimeDays: row.lead_time_days,
    certificatesHeld: row.certificates_held,
    proof: row.proof,
    radiusKm: row.radius_km,
    handover: 'either',
  };
  return { kind: 'offer', post };
}

/*
 * A row comes as one text of JSON: reading the arrays of hundreds of posts one by one takes several times as long as
 * scoring them.
 */
const POSTS = `
  SELECT row_to_json(found)::text AS post FROM (
    SELECT ${COLUMNS} FROM post p JOIN organisation o ON o.id = p.organisation_id
    WHERE p.id = ANY($1::uuid[]) AND p.state = 'published') AS found`;

const read = (rows: readonly { post: string }[]): FitPost[] => rows.map(({ post }) => fitPost(JSON.parse(post) as FitRow));

/** A published post in the scorer's shape; null when it is not on the board. */
export async function findFitPost(manager: EntityManager, id: string): Promise<FitPost | null> {
  return (await fitPosts(manager, [id]))[0] ?? null;
}

/** What a post is about: little to read where most candidates turn out to share only a word. */
export interface PostGist {
  id: string;
  text: PostText;
}

interface GistRow {
  id: string;
  keys: string;
  titled: string;
  concepts: string;
}

const listed = (lines: string): string[] => (lines === '' ? [] : lines.split('\n'));

/** The gist of those of the posts that are on the board, whoever may read them. */
export async function gistsOf(manager: EntityManager, ids: readonly string[]): Promise<PostGist[]> {
  const rows = await manager.query<GistRow[]>(
    prepared(`SELECT p.id, array_to_string(p.text_keys, E'\\n') AS keys, array_to_string(p.title_keys, E'\\n') AS titled, p.concepts::text
     FROM post p WHERE p.id = ANY($1::uuid[]) AND p.state = 'published'`),
    [ids],
  );
  return rows.map(({ id, keys, titled, concepts }) => ({
    id, text: { keys: listed(keys), titleKeys: listed(titled), concepts: JSON.parse(concepts) as PostConcept[] },
  }));
}

/** Published posts by id in the scorer's shape. */
export async function fitPosts(manager: EntityManager, ids: readonly string[]): Promise<FitPost[]> {
  return read(await manager.query(prepared(POSTS), [ids]));
}

/** What a post says, as typed; null when it is gone. */
export async function rawText(manager: EntityManager, id: string): Promise<{ title: string; description: string; language: Language } | null> {
  const [row] = await manager.query<{ title: string; description: string; language: Language }[]>(
    `SELECT title, description, language FROM post WHERE id = $1`, [id]);
  return row ?? null;
}

/** How many published posts hold each key. */
export async function keyFrequencies(manager: EntityManager): Promise<{ frequencies: Map<string, number>; posts: number }> {
  const [total] = await manager.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM post WHERE state = 'published'`);
  const rows = await manager.query<{ key: string; n: number }[]>(
    `SELECT key, count(*)::int AS n FROM post, unnest(text_keys) AS key WHERE state = 'published' GROUP BY key HAVING count(*) > 1`,
  );
  return { frequencies: new Map(rows.map(({ key, n }) => [key, n])), posts: total?.n ?? 0 };
}
