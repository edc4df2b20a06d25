import type { LocalDate } from '../../kernel/dates.ts';
import type { CandidateQuery } from '../../search/port.ts';
import type { FitPost } from './fit-posts.queries.ts';
import type { Knowledge } from './knowledge.ts';
import { weigh } from './weigh.ts';

const TITLE_KEY = 1;
const TEXT_KEY = 0.5;

/** Concepts that answer the post's concepts (of a need), or that its concepts answer (of an offer), each with its best weight. */
function wantedConcepts({ kind, post }: FitPost, knowledge: Knowledge): Map<string, number> {
  const wanted = new Map<string, number>();
  const want = (id: string, weight: number) => wanted.set(id, Math.max(weight, wanted.get(id) ?? 0));
  const table = kind === 'need' ? knowledge.relations : knowledge.answers;
  for (const { id, weight } of weigh(post, kind, knowledge)) {
    for (const [other, relation] of table.get(id) ?? []) want(other, weight * relation.strength);
  }
  return wanted;
}

/** What the search engine is asked for: posts of the other kind that may go with this one. */
export function candidateQuery(subject: FitPost, knowledge: Knowledge, today: LocalDate): CandidateQuery {
  const { post, kind } = subject;
  const titled = new Set(post.titleKeys);
  return {
    kind: kind === 'need' ? 'offer' : 'need',
    keys: post.keys.map((key) => ({ key, weight: titled.has(key) ? TITLE_KEY : TEXT_KEY })),
    concepts: [...wantedConcepts(subject, knowledge)].map(([id, weight]) => ({ id, weight })),
    excludeOrganisationId: post.organisationId,
    near: post.lat !== null && post.lng !== null ? { lat: post.lat, lng: post.lng } : null,
    today,
  };
}
