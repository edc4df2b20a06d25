import { addDays, minDate, today, type LocalDate } from '../../kernel/dates.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Language } from '../../kernel/actor.ts';
import type { Quantity, Unit } from '../../kernel/quantity.ts';
import type { ConceptRole } from '../../text/types.ts';

export type PostKind = 'need' | 'offer';
export type PostState = 'draft' | 'in-review' | 'published' | 'held' | 'covered' | 'closed-short' | 'withdrawn' | 'expired' | 'refused';
export type TermsKind = 'gift' | 'at-cost' | 'price';
export type Visibility = 'public' | 'members' | 'chosen';
export type Proof = 'certificate' | 'declaration' | 'maker-made';
export type SupplyMode = 'stock' | 'capacity';

export const TERMS: readonly TermsKind[] = ['gift', 'at-cost', 'price'];
export const VISIBILITIES: readonly Visibility[] = ['public', 'members', 'chosen'];
export const PROOFS: readonly Proof[] = ['certificate', 'declaration', 'maker-made'];

/** A concept that a post names, once, in its strongest place. */
export interface PostConcept {
  id: string;
  role: ConceptRole;
  inTitle: boolean;
}

/** What the analyser made of the text, kept with the post so that matching need not read the text again. */
export interface Understanding {
  concepts: PostConcept[];
  titleKeys: string[];
  textKeys: string[];
  analyserVersion: string;
}

/** Everything a person types, for either kind; what belongs to the other kind is null or empty. */
export interface PostContent {
  title: string;
  description: string;
  language: Language;
  conceptsAdded: string[];
  conceptsDropped: string[];
  cpv: string | null;
  /** Asked (need) or in stock (offer); null for an offer that names no amount. */
  quantity: Quantity | null;
  unit: Unit;
  /** Pieces in a package, for the unit `opak`. */
  packSize: number | null;
  townId: number | null;
  townName: string;
  region: string | null;
  lat: number | null;
  lng: number | null;
  ward: string | null;
  /** How far an offer is delivered or a need looks, in km; null means the whole country. */
  radiusKm: number | null;
  terms: TermsKind;
  /** Decimal string, net per unit. */
  priceAmount: string | null;
  priceCurrency: string | null;
  priceNote: string | null;
  visibility: Visibility;
  neededBy: LocalDate | null;
  acceptsPart: boolean;
  smallestPart: Quantity | null;
  acceptable: Proof[];
  requiredCertificates: string[];
  urgent: boolean;
  stockRunsOutOn: LocalDate | null;
  /** The owner lets the office say yes to proposals. */
  officeMayAccept: boolean;
  supplyMode: SupplyMode | null;
  perWeek: Quantity | null;
  availableFrom: LocalDate | null;
  availableUntil: LocalDate | null;
  leadTimeDays: number | null;
  certificatesHeld: string[];
  proof: Proof | null;
}

/** One offer or one need, about one thing. */
export interface Post extends PostContent, Understanding {
  id: string;
  kind: PostKind;
  organisationId: string;
  authorId: string | null;
  state: PostState;
  stateReason: string | null;
  /** Last day on the board. */
  endsOn: LocalDate | null;
  publishedAt: Date | null;
  endedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
  submissionKey: string | null;
  submissionDigest: string | null;
}

/** Days a need without a date stays on the board. */
const NEED_DAYS = 14;
/** Days an offer stays on the board, unless its capacity ends sooner. */
const OFFER_DAYS = 90;

/** The last day of a post's life (commitments: "a post's life"). */
export function lastDay(content: Pick<Post, 'kind' | 'neededBy' | 'availableUntil'>, now: Date): LocalDate {
  const start = today(now);
  if (content.kind === 'need') return content.neededBy ?? addDays(start, NEED_DAYS);
  const days = addDays(start, OFFER_DAYS);
  return content.availableUntil ? minDate(content.availableUntil, days) : days;
}

const refuseState = (post: Post, action: string): never => {
  throw new DomainError('conflict', 'post.wrong-state', { action, state: post.state });
};

/** Onto the board, or before the office first. */
export function publish(post: Post, now: Date, needsReview: boolean): Post {
  if (post.state !== 'draft' && post.state !== 'in-review') return refuseState(post, 'publish');
  if (needsReview) return { ...post, state: 'in-review', updatedAt: now };
  return { ...post, state: 'published', publishedAt: now, endsOn: lastDay(post, now), stateReason: null, updatedAt: now };
}

/** The office's no to a post in review. */
export function refuse(post: Post, reason: string, now: Date): Post {
  if (post.state !== 'in-review') return refuseState(post, 'refuse');
  return { ...post, state: 'refused', stateReason: reason, endedAt: now, updatedAt: now };
}

/** Off the board at once and back before the office, with a reason; an ended post has nothing to hide any more. */
export function hide(post: Post, reason: string, now: Date): Post {
  if (post.state !== 'published' && post.state !== 'expired') return refuseState(post, 'hide');
  return { ...post, state: 'in-review', stateReason: reason, updatedAt: now };
}

/** Before the office again, because its text is not any more what the office has seen; what was not on the board stays where it is. */
export function submitAgain(post: Post, now: Date): Post {
  if (post.state !== 'published' && post.state !== 'expired') return post;
  return { ...post, state: 'in-review', stateReason: null, updatedAt: now };
}

/** Off the board for as long as its organisation is suspended or refused. */
export function hold(post: Post, now: Date): Post {
  if (post.state !== 'published' && post.state !== 'expired') return refuseState(post, 'hold');
  return { ...post, state: 'held', updatedAt: now };
}

/** Back when its organisation is back, if its time is not over. */
export function release(post: Post, now: Date): Post {
  if (post.state !== 'held') return refuseState(post, 'release');
  const isOver = post.endsOn !== null && post.endsOn < today(now);
  return { ...post, state: isOver ? 'expired' : 'published', updatedAt: now };
}

const OPEN: readonly PostState[] = ['draft', 'in-review', 'published', 'expired'];

/** Taken back by its owner. The caller makes sure that no live commitment hangs on it. */
export function withdraw(post: Post, reason: string, now: Date): Post {
  if (!OPEN.includes(post.state)) return refuseState(post, 'withdraw');
  return { ...post, state: 'withdrawn', stateReason: reason, endedAt: now, updatedAt: now };
}

/** No more proposals; everything live goes on and the figures stay (commitments: worked example). */
export function closeShort(post: Post, reason: string, now: Date): Post {
  if (post.kind !== 'need' || (post.state !== 'published' && post.state !== 'expired')) return refuseState(post, 'close');
  return { ...post, state: 'closed-short', stateReason: reason, endedAt: now, updatedAt: now };
}

/** Everything asked for was received. */
export function cover(post: Post, now: Date): Post {
  if (post.kind !== 'need' || (post.state !== 'published' && post.state !== 'expired')) return refuseState(post, 'cover');
  return { ...post, state: 'covered', endedAt: now, updatedAt: now };
}

/** A covered need comes back when a corrected receipt takes something away. */
export function reopen(post: Post, now: Date): Post {
  if (post.state !== 'covered') return refuseState(post, 'reopen');
  const state = post.endsOn !== null && post.endsOn < today(now) ? 'expired' : 'published';
  return { ...post, state, endedAt: null, updatedAt: now };
}

export const isEditable = (post: Pick<Post, 'state'>): boolean => OPEN.includes(post.state);

/** New content; a published post keeps its place, an expired one with a later date comes back. */
export function edit(post: Post, content: PostContent, now: Date): Post {
  if (!isEditable(post)) return refuseState(post, 'edit');
  const next = { ...post, ...content, updatedAt: now };
  if (post.state !== 'published' && post.state !== 'expired') return next;
  const endsOn = lastDay(next, now);
  return { ...next, endsOn, state: endsOn >= today(now) ? 'published' : 'expired' };
}
