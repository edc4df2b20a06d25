import type { UnitOfWork, Work } from '../../db/unit-of-work.ts';
import { today, type LocalDate } from '../../kernel/dates.ts';
import type { Quantity } from '../../kernel/quantity.ts';
import type { SearchEngine } from '../../search/port.ts';
import type { Analyser } from '../../text/types.ts';
import { organisationQueries, type CapableOrganisation } from '../organisations/index.ts';
import { candidateQuery } from './candidates.ts';
import { findFitPost, fitPosts, gistsOf, rawText, type FitPost, type PostGist } from './fit-posts.queries.ts';
import { baseOf, fitPrepared, type Base } from './fit.ts';
import { fitSupplier } from './fit-supplier.ts';
import type { Knowledge } from './knowledge.ts';
import { storeMatches, type ScoredPair } from './match.repository.ts';
import { TELL_MATCHES } from './matches.jobs.ts';
import { prepareNeed, prepareNeedText, prepareOffer, weigh } from './prepare.ts';
import { wordsBehind } from './reason.view.ts';
import type { FitNeed, FitOffer } from './fit-post.ts';

type Manager = Work['manager'];

/** What is still to be had, from the features above: open of needs, free of offers; ids without an entry are untouched. */
export interface Amounts {
  open(manager: Manager, needIds: readonly string[]): Promise<Map<string, Quantity>>;
  free(manager: Manager, offerIds: readonly string[]): Promise<Map<string, Quantity>>;
}

export interface MatchDeps {
  uow: UnitOfWork;
  search: SearchEngine;
  knowledge: () => Promise<Knowledge>;
  analyser: Analyser;
  amounts: Amounts;
}

/**
 * The engine gives the most promising first. Of 60 posts among 20 000, all of the 2 512 offers and needs that fit stood
 * among the first 1 000; 4 % of the *maybe* matches worth keeping did not.
 */
const CANDIDATES = 1_000;
/** So many are held in memory at once; pages are answered between two slices. */
const SLICE = 250;
const SUPPLIERS = 500;
/** More *maybe* matches of one post than this help nobody. */
const MAYBES_KEPT = 60;
/** So many of what is at best *maybe* are looked at with all their circumstances, which reorder them. */
const MAYBES_WEIGHED = 2 * MAYBES_KEPT;

type Scored = ScoredPair & { fit: { verdict: 'fits' | 'maybe' } };

async function withAmounts(deps: MatchDeps, manager: Manager, posts: readonly FitPost[]): Promise<FitPost[]> {
  const idsOf = (kind: FitPost['kind']) => posts.filter((one) => one.kind === kind).map((one) => one.post.id);
  const [open, free] = await Promise.all([deps.amounts.open(manager, idsOf('need')), deps.amounts.free(manager, idsOf('offer'))]);
  return posts.map((one) => {
    const known = (one.kind === 'need' ? open : free).get(one.post.id);
    return known === undefined ? one : ({ kind: one.kind, post: { ...one.post, quantity: known } } as FitPost);
  });
}

function scoreNeed(need: FitNeed, offers: readonly FitOffer[], knowledge: Knowledge, day: LocalDate): ScoredPair[] {
  const prepared = prepareNeed(need, knowledge);
  return offers.map((offer) => ({
    needId: need.id, offerId: offer.id, supplierId: offer.organisationId, fit: fitPrepared(prepared, prepareOffer(offer, knowledge), day),
  }));
}

function scoreOffer(offer: FitOffer, needs: readonly FitNeed[], knowledge: Knowledge, day: LocalDate): ScoredPair[] {
  const prepared = prepareOffer(offer, knowledge);
  return needs.map((need) => ({
    needId: need.id, offerId: offer.id, supplierId: offer.organisationId, fit: fitPrepared(prepareNeed(need, knowledge), prepared, day),
  }));
}

/** Organisations that posted nothing suitable but say that they can: candidates for the office, since few have posted yet. */
async function scoreSuppliers(work: Work, need: FitNeed, knowledge: Knowledge, found: readonly ScoredPair[]): Promise<ScoredPair[]> {
  const concepts = need.concepts.flatMap(({ id }) => [...(knowledge.relations.get(id)?.keys() ?? [])]);
  if (concepts.length === 0) return [];
  const prepared = prepareNeed(need, knowledge);
  const already = new Set(found.map((pair) => pair.supplierId));
  const capable = await organisationQueries(work.manager).capable(concepts, SUPPLIERS, today(work.now));
  return capable
    .filter((one) => !already.has(one.id))
    .map((one: CapableOrganisation) => ({
      needId: need.id,
      offerId: null,
      supplierId: one.id,
      fit: fitSupplier(prepared, { ...one, organisationId: one.id, certificatesHeld: one.certificates }),
    }));
}

function worthKeeping(pairs: readonly ScoredPair[]): Scored[] {
  const kept = pairs.filter((pair): pair is Scored => pair.fit.verdict !== 'no').sort((a, b) => b.fit.score - a.fit.score);
  const maybes = new Set(kept.filter((pair) => pair.fit.verdict === 'maybe').slice(0, MAYBES_KEPT));
  return kept.filter((pair) => pair.fit.verdict === 'fits' || maybes.has(pair));
}

/* How far each of the others is about the same thing, whichever of the two is the need. */
function basesOf(subject: FitPost, others: readonly PostGist[], knowledge: Knowledge): { id: string; base: Base }[] {
  if (subject.kind === 'need') {
    const need = prepareNeedText(subject.post, knowledge);
    return others.map(({ id, text }) => ({ id, base: baseOf(need, weigh(text, 'offer', knowledge), text.keys) }));
  }
  const offered = weigh(subject.post, 'offer', knowledge);
  return others.map(({ id, text }) => ({ id, base: baseOf(prepareNeedText(text, knowledge), offered, subject.post.keys) }));
}

/* Most candidates only share a word; those are sorted out before all the rest is read. */
async function promising(work: Work, subject: FitPost, ids: readonly string[], knowledge: Knowledge): Promise<string[]> {
  const about: { id: string; base: Base }[] = [];
  for (let start = 0; start < ids.length; start += SLICE) {
    const gists = await gistsOf(work.manager, ids.slice(start, start + SLICE));
    about.push(...basesOf(subject, gists, knowledge).filter(({ base }) => base.verdict !== 'no'));
  }
  const maybes = about.filter(({ base }) => base.verdict === 'maybe').sort((a, b) => b.base.value - a.base.value);
  return [...about.filter(({ base }) => base.verdict === 'fits'), ...maybes.slice(0, MAYBES_WEIGHED)].map(({ id }) => id);
}

async function pairsOf(deps: MatchDeps, work: Work, subject: FitPost, ids: readonly string[]): Promise<ScoredPair[]> {
  const knowledge = await deps.knowledge();
  const about = await fitPosts(work.manager, await promising(work, subject, ids, knowledge));
  const others = await withAmounts(deps, work.manager, about);
  const day = today(work.now);
  if (subject.kind === 'offer') {
    return scoreOffer(subject.post, others.flatMap((one) => (one.kind === 'need' ? [one.post] : [])), knowledge, day);
  }
  const offers = others.flatMap((one) => (one.kind === 'offer' ? [one.post] : []));
  const found = worthKeeping(scoreNeed(subject.post, offers, knowledge, day));
  return [...found, ...(await scoreSuppliers(work, subject.post, knowledge, found))];
}

/* Folded keys are for computing; people read the words they stand for. */
async function inWords(deps: MatchDeps, work: Work, subject: FitPost, pairs: readonly ScoredPair[]): Promise<ScoredPair[]> {
  if (!pairs.some(({ fit }) => fit.reasons.some(({ code }) => code === 'words'))) return [...pairs];
  const raw = await rawText(work.manager, subject.post.id);
  const tokens = raw ? deps.analyser.analyse(`${raw.title}\n${raw.description}`, raw.language).tokens : [];
  return pairs.map((pair) => ({
    ...pair,
    fit: {
      ...pair.fit,
      reasons: pair.fit.reasons.map((reason) => (reason.code === 'words' ? { ...reason, words: wordsBehind(tokens, reason.words) } : reason)),
    },
  }));
}

/**
 * The job that follows every publishing and editing: finds what answers the post (or what it answers), scores it,
 * stores the matches and leaves a job that tells people of those that rose. Repeating it changes nothing twice. Who may
 * read which of the two posts is not asked here but whenever a match is shown or told (decision 24).
 */
export async function matchPost(deps: MatchDeps, postId: string): Promise<void> {
  const knowledge = await deps.knowledge();
  await deps.uow.run(async (work) => {
    const bare = await findFitPost(work.manager, postId);
    if (!bare) return void (await storeMatches(work.manager, postId, [], knowledge.version, work.now));
    const [subject] = await withAmounts(deps, work.manager, [bare]);
    if (!subject) return;
    const ids = await deps.search.candidates(candidateQuery(subject, knowledge, today(work.now)), CANDIDATES);
    const pairs = await inWords(deps, work, subject, worthKeeping(await pairsOf(deps, work, subject, ids)));
    const stored = await storeMatches(work.manager, postId, pairs, knowledge.version, work.now);
    if (stored.some((pair) => pair.risen)) {
      const matchIds = stored.filter((pair) => pair.risen).map((pair) => pair.id);
      // Before other posts are matched: while many are published, telling would wait until the last of them.
      await work.addJob({ name: TELL_MATCHES, payload: { postId, matchIds }, priority: -3 });
    }
  });
}
