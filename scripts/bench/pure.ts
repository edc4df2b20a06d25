import { today } from '../../src/kernel/dates.ts';
import { understand, type Post } from '../../src/features/posts/index.ts';
import type { FitNeed, FitOffer } from '../../src/features/matches/fit-post.ts';
import type { FitPost } from '../../src/features/matches/fit-posts.queries.ts';
import { fitPrepared } from '../../src/features/matches/fit.ts';
import { buildKnowledge, idfOf } from '../../src/features/matches/knowledge.ts';
import { prepareNeed, prepareOffer } from '../../src/features/matches/prepare.ts';
import { median } from '../support/figures.ts';
import { posts, type Owner, type Source } from './corpus.ts';
import type { Row } from './row.ts';

const SEED = 7;
const ROUNDS = 5;

/* Made-up owners in the towns of the gazetteer. */
const owners = (source: Source) => {
  const some = (prefix: string): Owner[] =>
    source.towns.slice(0, 500).map((town, at) => ({ organisationId: `${prefix}-${at}`, authorId: '', town }));
  return { need: some('need'), offer: some('offer') };
};

const needOf = (post: Post): FitNeed => ({ ...post, keys: post.textKeys, country: 'PL' });
const offerOf = (post: Post): FitOffer => ({
  ...post,
  keys: post.textKeys,
  country: 'PL',
  mode: post.supplyMode ?? 'stock',
  handover: 'either',
});

/** A post as the scorer and the candidate query want it. */
export const fitPostOf = (post: Post): FitPost =>
  post.kind === 'need' ? { kind: 'need', post: needOf(post) } : { kind: 'offer', post: offerOf(post) };

/* Per second of processor time, which others at work on the machine do not use up; the median of a few rounds. */
function rate(work: () => number): number {
  return median(
    Array.from({ length: ROUNDS }, () => {
      const before = process.cpuUsage();
      const done = work();
      const { user, system } = process.cpuUsage(before);
      return done / ((user + system) / 1e6);
    }),
  );
}

/** Pairs per second as a match job scores them: the need is prepared once, the offers for every need. */
export function scorer(source: Source): Row[] {
  const now = new Date();
  const made = posts(source, 4_000, owners(source), SEED, now);
  const needs = made
    .filter(({ kind }) => kind === 'need')
    .slice(0, 100)
    .map(needOf);
  const offers = made.filter(({ kind }) => kind === 'offer').map(offerOf);
  const knowledge = buildKnowledge(source.vocabulary, source.analyser, idfOf(made.map(({ textKeys }) => textKeys)));
  const day = today(now);
  const value = rate(() => {
    for (const need of needs) {
      const prepared = prepareNeed(need, knowledge);
      for (const offer of offers) fitPrepared(prepared, prepareOffer(offer, knowledge), day);
    }
    return needs.length * offers.length;
  });
  return [{ name: 'scorer', value: Math.round(value), unit: 'pairs/s', target: '≥ 100000' }];
}

/** Posts per second, title and description, with the words seen before. */
export function analyser(source: Source): Row[] {
  const made = posts(source, 10_000, owners(source), SEED, new Date());
  const value = rate(() => {
    for (const post of made) understand(source.analyser, post);
    return made.length;
  });
  return [{ name: 'analyser, warm', value: Math.round(value), unit: 'posts/s', target: '≥ 20000' }];
}
