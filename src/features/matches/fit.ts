import type { LocalDate } from '../../kernel/dates.ts';
import type { Quantity } from '../../kernel/quantity.ts';
import type { ConceptKind } from '../../text/types.ts';
import { categoryFit } from './category-fit.ts';
import { certificateFit, proofFit } from './certificate-fit.ts';
import { distanceFit } from './distance-fit.ts';
import type { FitNeed, FitOffer } from './fit-post.ts';
import type { Knowledge } from './knowledge.ts';
import { prepareNeed, prepareOffer } from './prepare.ts';
import type { NeedText, PreparedNeed, PreparedOffer, WeighedConcept } from './prepare.ts';
import type { Reason } from './reasons.ts';
import { supplyFit } from './supply-fit.ts';
import { subjectFit } from './subject.ts';
import type { Subject } from './subject.ts';
import type { Part, Verdict } from './verdict.ts';
import { stronger, weaker } from './verdict.ts';
import {
  FITS_BASE, FITS_FACTOR, FITS_SUBJECT, FURTHER_WORDS, MAYBE_BASE, SUBJECT_SHARE, TEXT_SHARE, VERY_STRONG_TEXT,
  WORDS_ONLY_SHARE,
} from './weights.ts';
import { furtherWords, sharedWords, wordsFit } from './words.ts';
import type { Words } from './words.ts';

/** What the scorer says of a need and an offer. */
export interface Fit {
  verdict: Verdict;
  /** 0..1, for ranking only; never shown. */
  score: number;
  /** What it is first, then how many, when, with what papers, where. */
  reasons: Reason[];
  /** In the need's unit; null when it cannot be computed or the verdict is `no` for the thing itself. */
  covers: Quantity | null;
}

/** How far it is the thing asked, whatever the circumstances. */
export interface Base {
  value: number;
  verdict: Verdict;
  reasons: Reason[];
}

const verdictOf = (value: number): Verdict => {
  if (value < MAYBE_BASE) return 'no';
  return value < FITS_BASE ? 'maybe' : 'fits';
};

/* Words alone are at most *maybe*, unless the offer says nearly everything the need says, which is not just a word. */
const fromWords = (need: NeedText, keys: readonly string[], { agreement, shared }: Words): Base => {
  const value = WORDS_ONLY_SHARE * agreement;
  const strong = agreement >= VERY_STRONG_TEXT.agreement && shared >= VERY_STRONG_TEXT.keys;
  const verdict = strong ? 'fits' : weaker(verdictOf(value), 'maybe');
  return { value, verdict, reasons: verdict === 'no' ? [] : [{ code: 'words', words: sharedWords(need, keys) }] };
};

/* Of the subject; the first one is the best. */
const MOST_REASONS = 3;

const WIDE: ReadonlySet<ConceptKind> = new Set(['service', 'machine']);

/*
 * A service is known by what it is done to and a machine by its size: "transport" offers of two strangers are seldom
 * the same thing. Such a pair needs a second concept or further words in common before a mail is sent at once.
 */
const isVouchedFor = (need: NeedText, { main, answered }: Subject, keys: readonly string[]): boolean => {
  const { kinds, ownKeys } = need.knowledge;
  if (main === null || !WIDE.has(kinds.get(main) ?? 'product')) return true;
  return answered > 1 || furtherWords(need, keys, ownKeys.get(main) ?? new Set()) >= FURTHER_WORDS;
};

/**
 * How far the two are about the same thing, whatever the circumstances: concepts and words together, or words alone
 * where they say more, since a thing that the vocabulary does not know may stand beside one that it does. No
 * circumstance raises it.
 */
export const baseOf = (need: NeedText, concepts: readonly WeighedConcept[], keys: readonly string[]): Base => {
  const subject = subjectFit(need, concepts);
  const words = wordsFit(need, keys);
  const alone = fromWords(need, keys, words);
  const value = SUBJECT_SHARE * subject.agreement + TEXT_SHARE * words.agreement;
  const sure = subject.agreement >= FITS_SUBJECT && !subject.vague && isVouchedFor(need, subject, keys);
  const verdict = weaker(verdictOf(value), sure ? 'fits' : 'maybe');
  const reasons = subject.reasons.slice(0, MOST_REASONS);
  return value > alone.value
    ? { value, verdict, reasons }
    : { value: alone.value, verdict: stronger(verdict, alone.verdict), reasons: [...reasons, ...alone.reasons] };
};

/** The base lowered and capped by the circumstances: multiplied, so that none of them rescues a wrong thing. */
export const withParts = (base: Base, parts: readonly Part[]): Omit<Fit, 'covers'> => {
  const factor = parts.reduce((product, part) => product * part.factor, 1);
  const poor: Verdict = factor < FITS_FACTOR ? 'maybe' : 'fits';
  const cap = parts.reduce((least: Verdict, part) => weaker(least, part.cap), poor);
  return {
    verdict: weaker(base.verdict, cap),
    score: base.value * factor,
    reasons: [...base.reasons, ...parts.flatMap(({ reasons }) => reasons)],
  };
};

/** `fit` for a need or an offer that meets thousands of others: prepare each post once. */
export const fitPrepared = (need: PreparedNeed, offer: PreparedOffer, today: LocalDate): Fit => {
  const base = baseOf(need, offer.concepts, offer.post.keys);
  const own = need.post.organisationId === offer.post.organisationId;
  if (own || base.verdict === 'no') return { verdict: 'no', score: base.value, reasons: base.reasons, covers: null };
  const supply = supplyFit(need.post, offer.post, today);
  const fit = withParts(base, [
    supply,
    certificateFit(need.post, offer.post.certificatesHeld, offer.post.proof),
    proofFit(need.post, offer.post),
    distanceFit(need.post, offer.post),
    categoryFit(need.post.cpv, offer.post.cpv),
  ]);
  return { ...fit, covers: supply.covers };
};

/**
 * Whether an offer answers a need, and why. Pure: the same whichever of the two is new; `today` is the date in the
 * exchange's zone. Missing data is neutral and becomes a question. An organisation's own offer never answers its need.
 */
export const fit = (need: FitNeed, offer: FitOffer, knowledge: Knowledge, today: LocalDate): Fit =>
  fitPrepared(prepareNeed(need, knowledge), prepareOffer(offer, knowledge), today);
