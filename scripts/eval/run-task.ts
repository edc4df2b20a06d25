import type { FitNeed, FitOffer, PostText } from '../../src/features/matches/fit-post.ts';
import { fitPrepared } from '../../src/features/matches/fit.ts';
import { buildKnowledge, idfOf } from '../../src/features/matches/knowledge.ts';
import type { Knowledge } from '../../src/features/matches/knowledge.ts';
import { prepareNeed, prepareOffer } from '../../src/features/matches/prepare.ts';
import { understand } from '../../src/features/posts/understanding.ts';
import type { Analyser, Concept } from '../../src/text/types.ts';
import type { Ranked, Run } from './measures.ts';
import type { EvalText, Task } from './task.ts';

/* The grades judge the thing alone, so nothing is said of amounts, dates, papers and places. */
const UNKNOWN = {
  quantity: null, unit: null, packSize: null, cpv: null,
  lat: null, lng: null, townName: null, region: null, country: 'PL',
} as const;

export const TODAY = '2026-01-01';

const readText = (analyser: Analyser, { title, description, lang }: EvalText): PostText => {
  const text = { title, description, language: lang, conceptsAdded: [], conceptsDropped: [] };
  const { concepts, titleKeys, textKeys } = understand(analyser, text);
  return { concepts, titleKeys, keys: textKeys };
};

const needFrom = (id: string, text: PostText): FitNeed => ({
  ...UNKNOWN, id, organisationId: 'buyer', ...text,
  neededBy: null, acceptable: [], requiredCertificates: [], acceptsPart: true, smallestPart: null,
});

const offerFrom = (id: string, text: PostText): FitOffer => ({
  ...UNKNOWN, id, organisationId: 'supplier', ...text,
  mode: 'stock', perWeek: null, availableFrom: null, availableUntil: null, leadTimeDays: null,
  certificatesHeld: [], proof: null, radiusKm: null, handover: 'either',
});

export interface Scored {
  run: Run;
  pairs: number;
  /** Of scoring alone. */
  seconds: number;
}

/** Best first, without ties. */
export const byScore = (a: Ranked, b: Ranked): number => b.score - a.score || (a.offer < b.offer ? -1 : 1);

/** Posts of a task as the scorer wants them, with the rarity of their own keys. */
export const prepareTask = (
  task: Task, analyser: Analyser, vocabulary: readonly Concept[],
): { needs: FitNeed[]; offers: FitOffer[]; knowledge: Knowledge } => {
  const needs = task.needs.map((text) => needFrom(text.id, readText(analyser, text)));
  const offers = task.offers.map((text) => offerFrom(text.id, readText(analyser, text)));
  const idf = idfOf([...needs, ...offers].map(({ keys }) => keys));
  return { needs, offers, knowledge: buildKnowledge(vocabulary, analyser, idf) };
};

/** Scores every offer for every need; a purchase line never meets its own copy (`o-` + id of the need). */
export const scoreTask = (task: Task, analyser: Analyser, vocabulary: readonly Concept[]): Scored => {
  const { needs, offers, knowledge } = prepareTask(task, analyser, vocabulary);
  const started = performance.now();
  const prepared = offers.map((offer) => prepareOffer(offer, knowledge));
  const run = new Map(needs.map((need) => {
    const ready = prepareNeed(need, knowledge);
    const ranked = prepared.filter((offer) => offer.post.id !== `o-${need.id}`).map((offer): Ranked => {
      const { score, verdict } = fitPrepared(ready, offer, TODAY);
      return { offer: offer.post.id, score, verdict };
    });
    return [need.id, ranked.sort(byScore)] as const;
  }));
  return { run, pairs: needs.length * offers.length, seconds: (performance.now() - started) / 1000 };
};
