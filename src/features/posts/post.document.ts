import type { DocumentConcept, SearchDocument } from '../../search/port.ts';
import type { Analyser } from '../../text/types.ts';
import type { Post, PostConcept } from './post.ts';

/** True for posts that belong into the search index. */
export const isSearchable = (post: Pick<Post, 'state'>): boolean => post.state === 'published';

/** What the post is about: the heads of its title; what only the description names is context where the title says something. */
function subjects(concepts: readonly PostConcept[]): DocumentConcept[] {
  const titled = concepts.some(({ inTitle, role }) => inTitle && role === 'head');
  return concepts.map(({ id, role, inTitle }) => ({ id, role: titled && !inTitle ? 'context' : role }));
}

/** A published post as the search engines see it. `covered`: nothing of it is open any more. */
export function postDocument(post: Post, audience: readonly string[], covered: boolean, analyser: Analyser): SearchDocument {
  return {
    id: post.id,
    version: post.version,
    kind: post.kind,
    organisationId: post.organisationId,
    visibility: post.visibility,
    audience,
    covered,
    title: post.title,
    description: post.description,
    language: post.language,
    titleTokens: analyser.analyse(post.title, post.language).tokens,
    descriptionTokens: analyser.analyse(post.description, post.language).tokens,
    concepts: subjects(post.concepts),
    region: post.region,
    terms: post.terms,
    urgent: post.urgent,
    lat: post.lat,
    lng: post.lng,
    dueOn: post.kind === 'need' ? post.neededBy : post.availableFrom,
    endsOn: post.endsOn,
    publishedAt: post.publishedAt ?? post.createdAt,
  };
}
