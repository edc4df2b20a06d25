import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { system } from '../../kernel/actor.ts';
import { today } from '../../kernel/dates.ts';
import { isDomainError } from '../../kernel/errors.ts';
import type { Analyser } from '../../text/types.ts';
import { isSearchable, postDocument, postRepository } from '../posts/index.ts';
import { findable, wordsFind, type SearchFrequency } from './saved-search.ts';
import { savedSearchRepository } from './saved-search.repository.ts';
import { searchesThatMayFind, type Candidate } from './saved-searches.queries.ts';
import { TELL_SEARCHES } from './searches.jobs.ts';

export interface MatchSearchesDeps {
  uow: UnitOfWork;
  analyser: Analyser;
}

/* A post that was erased before its job ran has no news to tell. */
const nothingThere = (error: unknown): null => {
  if (isDomainError(error, 'not-found')) return null;
  throw error;
};

type Told = Candidate & { frequency: Exclude<SearchFrequency, 'never'> };
const isTold = (search: Candidate): search is Told => search.frequency !== 'never';

/**
 * The searches that a published or changed post answers: the searches are gone through, not the posts. What is found is a
 * promise to tell, written once for search and post; run again it finds nothing more.
 */
export async function matchSearches({ uow, analyser }: MatchSearchesDeps, postId: string): Promise<void> {
  await uow.run(async ({ manager, now, addJob }) => {
    const post = await postRepository(manager).get(system, postId).catch(nothingThere);
    if (!post || !isSearchable(post)) return;
    const document = postDocument(post, [], false, analyser);
    const heads = document.concepts.filter(({ role }) => role === 'head').map(({ id }) => id);
    const made = findable(document);
    const candidates = await searchesThatMayFind(manager, postId, heads, today(now));
    const found = candidates.filter(isTold).filter((search) => wordsFind(analyser, search, made));
    if (found.length === 0) return;
    await savedSearchRepository(manager).addHits(postId, found.map(({ id, frequency }) => ({ searchId: id, channel: frequency })), now);
    const personIds = [...new Set(found.filter(({ frequency }) => frequency === 'instant').map(({ personId }) => personId))];
    if (personIds.length > 0) await addJob({ name: TELL_SEARCHES, payload: { personIds } });
  });
}
