import { createHash } from 'node:crypto';
import { candidateQuery } from '../../src/features/matches/candidates.ts';
import { fitPrepared } from '../../src/features/matches/fit.ts';
import { prepareNeed, prepareOffer } from '../../src/features/matches/prepare.ts';
import type { FitOffer } from '../../src/features/matches/fit-post.ts';
import type { EngineName, SearchDocument } from '../../src/search/port.ts';
import type { Analyser, Concept } from '../../src/text/types.ts';
import type { Engines } from './engines.ts';
import type { Ranked, Run } from './measures.ts';
import { byScore, prepareTask, TODAY } from './run-task.ts';
import type { EvalText, Task } from './task.ts';

/** As many as the exchange scores for one post. */
const CANDIDATES = 2_000;
const NOBODY = '00000000-0000-4000-8000-000000000000';

/* Posts have ids of their own form; the same one each time. */
function idOf(id: string): string {
  const hex = createHash('sha256').update(id).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function documentOf(analyser: Analyser, { id, title, description, lang }: EvalText, offer: FitOffer): SearchDocument {
  return {
    id: idOf(id), version: 1, kind: 'offer', organisationId: NOBODY, visibility: 'public', audience: [], covered: false, title, description,
    language: lang, titleTokens: analyser.analyse(title, lang).tokens, descriptionTokens: analyser.analyse(description, lang).tokens,
    concepts: offer.concepts.map((concept) => ({ id: concept.id, role: concept.role })), region: null, terms: 'price', urgent: false,
    lat: null, lng: null, dueOn: null, endsOn: null, publishedAt: new Date(`${TODAY}T00:00:00Z`),
  };
}

/** Ranks the offers of a task for each need as the exchange does: an engine proposes, the scorer decides. */
export async function rankTask(
  engines: Engines, names: readonly EngineName[], task: Task, analyser: Analyser, vocabulary: readonly Concept[],
): Promise<Map<EngineName, Run>> {
  const { needs, offers, knowledge } = prepareTask(task, analyser, vocabulary);
  const texts = new Map(task.offers.map((text) => [text.id, text]));
  await engines.fill(offers.map((offer) => documentOf(analyser, texts.get(offer.id) as EvalText, offer)));
  const prepared = new Map(offers.map((offer) => [idOf(offer.id), prepareOffer(offer, knowledge)]));
  const runs = new Map(names.map((name) => [name, new Map<string, Ranked[]>()]));
  for (const need of needs) {
    const ready = prepareNeed(need, knowledge);
    const query = { ...candidateQuery({ kind: 'need', post: need }, knowledge, TODAY), excludeOrganisationId: null };
    for (const name of names) {
      const found = await engines.candidates(name, query, CANDIDATES);
      const ranked = found.flatMap((id): Ranked[] => {
        const offer = prepared.get(id);
        // A purchase line never meets its own copy.
        if (!offer || offer.post.id === `o-${need.id}`) return [];
        const { score, verdict } = fitPrepared(ready, offer, TODAY);
        return [{ offer: offer.post.id, score, verdict }];
      });
      runs.get(name)?.set(need.id, ranked.sort(byScore));
    }
  }
  return runs;
}
