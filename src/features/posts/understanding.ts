import type { Analyser, Analysis, Language } from '../../text/types.ts';
import type { PostConcept, PostContent, Understanding } from './post.ts';

type Text = Pick<PostContent, 'title' | 'description' | 'language' | 'conceptsAdded' | 'conceptsDropped'>;

/**
 * The concepts a post is about: those the analyser found, less what its author took away, and what the author added.
 * Each stands once, in its strongest place: the title before the description, a head before context.
 */
function conceptsOf(title: Analysis, description: Analysis, text: Text): PostConcept[] {
  const found = new Map<string, PostConcept>();
  const put = (concept: PostConcept) => {
    const known = found.get(concept.id);
    if (!known || (known.inTitle === concept.inTitle && known.role === 'context')) found.set(concept.id, concept);
  };
  for (const id of text.conceptsAdded) put({ id, role: 'head', inTitle: true });
  for (const { id, role } of title.concepts) put({ id, role, inTitle: true });
  for (const { id, role } of description.concepts) put({ id, role, inTitle: false });
  for (const id of text.conceptsDropped) found.delete(id);
  return [...found.values()];
}

/** What a post's text means to the exchange. */
export function understand(analyser: Analyser, text: Text): Understanding {
  const title = analyser.analyse(text.title, text.language);
  const description = analyser.analyse(text.description, text.language);
  return {
    concepts: conceptsOf(title, description, text),
    titleKeys: title.keys,
    textKeys: [...new Set([...title.keys, ...description.keys])],
    analyserVersion: analyser.version,
  };
}

/** Ids of the concepts that a title says it is about, less those that its author took away. */
export function headsOf(analyser: Analyser, title: string, language: Language, dropped: readonly string[]): string[] {
  const { concepts } = understand(analyser, { title, description: '', language, conceptsAdded: [], conceptsDropped: [...dropped] });
  return concepts.filter(({ role }) => role === 'head').map(({ id }) => id);
}
