import type { ConceptKind } from '../../text/types.ts';

/*
 * Every constant of the scorer. Those of the subject and the words are set by `npm run eval` on the gold posts, which
 * grade the thing alone; those of quantity, date, proof and place cannot be measured there and follow the design.
 */

/* Subject: how much a concept of a post weighs. */
export const ROLE_WEIGHT = { head: 1, context: 0.45 } as const;
/** A concept named only in the description of a post whose title names one: wishes of a need, asides of an offer. */
export const DESCRIPTION_WEIGHT = { need: 0.5, offer: 0.25 };
/** A concept of the description of a post whose title names nothing known: what it is about is in doubt. */
export const UNKNOWN_TITLE_WEIGHT = 0.7;
/** So many products in such a description are a list of what is wanted, and no doubt is left. */
export const LIST_LENGTH = 3;
/** A head of the title after the first one. */
export const LATER_HEAD = { need: 0.85, offer: 0.7 };
/** A kind of things that the post also names one by one. */
export const SUMMARY_WEIGHT = 0.45;
/** Share of the best item against the mean of all items: one item of a list is worth answering. */
export const BEST_ITEM_SHARE = 0.6;

/* Subject: how much of a need's concept an offer's concept answers. */
export const SAME: Readonly<Record<ConceptKind, number>> = {
  product: 1, material: 1, tooling: 1, machine: 0.9, process: 0.95, service: 0.85,
};
/** A kind of the thing asked, per step. */
export const NARROWER = 0.9;
/** The thing asked is a kind of what is offered, per step. */
export const BROADER = 0.8;
export const CAN_MAKE = 0.35;
export const MATERIAL_FOR = 0.35;
export const PART_OF = 0.35;

/* Base: subject and words together. */
export const SUBJECT_SHARE = 0.7;
export const TEXT_SHARE = 0.3;
/** Words alone, where no concept is known or the concepts say less. */
export const WORDS_ONLY_SHARE = 0.6;
/** A key of the description against one of the title. */
export const DESCRIPTION_KEY_WEIGHT = 0.4;

/* Verdicts, on the base and on the product of all factors. */
export const FITS_BASE = 0.55;
/** Agreement on the subject below which no agreement of words makes a pair fit. */
export const FITS_SUBJECT = 0.6;
export const MAYBE_BASE = 0.2;
/** Below it the circumstances are too poor for a mail at once. */
export const FITS_FACTOR = 0.3;
/** Share of the need's words, beyond those of the concept, that vouches for a service or a machine. */
export const FURTHER_WORDS = 0.02;
/** Agreement of words that may stand for a product no concept names, if so many keys agree (a word has 1–3). */
export const VERY_STRONG_TEXT = { agreement: 0.85, keys: 5 };

/* Circumstances. */
export const QUANTITY_EXPONENT = 0.3;
/** How far a capacity is counted for a need without a deadline. */
export const CAPACITY_HORIZON_DAYS = 28;
export const LATE_DAYS = 30;
export const LATE_FLOOR = 0.15;
export const MISSING_CERTIFICATE = 0.5;
export const WEAK_PROOF = 0.5;
/** 12 km leave 0.95 of the score, 84 km 0.75, 500 km 0.33. */
export const DISTANCE_HALF_KM = 250;
export const BEYOND_RADIUS = 0.5;
export const ABROAD = 0.6;
export const OTHER_DIVISION = 0.8;
/** What an organisation can do in general against an offer it has made. */
export const CAPABILITY = 0.5;
/** Agreement on the subject from which a capability is worth a *maybe*: it can make the main thing. */
export const CAPABILITY_LEAST = 0.2;
