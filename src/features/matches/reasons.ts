import type { Unit } from '../../kernel/quantity.ts';
import type { Proof } from './fit-post.ts';

/** Colour and sign of a reason's chip: ✓ ok, ◐ part, ? question, ✗ bad. */
export type Tone = 'ok' | 'part' | 'question' | 'bad';

/**
 * Why a pair fits, or what is missing. Codes with data, free of language, safe to store as JSON:
 * amounts are decimal strings in `unit`, dates and distances whole numbers, concepts ids, words keys.
 */
export type Reason =
  | { code: 'same-product'; concept: string }
  | { code: 'similar-product'; concept: string; sought: string }
  | { code: 'can-make'; by: string; product: string }
  | { code: 'material-for'; material: string; product: string }
  | { code: 'part-of'; part: string; product: string }
  | { code: 'same-use'; concept: string }
  | { code: 'words'; words: string[] }
  | { code: 'same-category'; cpv: string }
  | { code: 'other-category'; cpv: string }
  | { code: 'quantity-full' }
  | { code: 'quantity-part'; available: string; asked: string; unit: Unit }
  | { code: 'quantity-none' }
  | { code: 'quantity-unknown' }
  | { code: 'unit-differs'; offerUnit: Unit; needUnit: Unit }
  | { code: 'part-not-accepted' }
  | { code: 'part-too-small'; smallest: string; unit: Unit }
  | { code: 'in-time' }
  | { code: 'late'; days: number }
  | { code: 'date-unknown' }
  | { code: 'deadline-unknown' }
  | { code: 'offer-ended' }
  | { code: 'certificate-held'; name: string }
  | { code: 'certificate-missing'; name: string }
  | { code: 'certificate-unknown'; name: string }
  | { code: 'proof-enough'; proof: Proof }
  | { code: 'proof-too-weak'; proof: Proof }
  | { code: 'proof-unknown' }
  | { code: 'distance'; km: number; within: boolean }
  | { code: 'too-far'; km: number; radius: number }
  | { code: 'whole-country' }
  | { code: 'same-region'; region: string }
  | { code: 'abroad'; country: string }
  | { code: 'place-unknown' };

export type ReasonCode = Reason['code'];

/** Tone of every code. Its keys are also the list of all codes: each has a message `reason.<code>`. */
export const TONES: Readonly<Record<ReasonCode, Tone>> = {
  'same-product': 'ok',
  'similar-product': 'part',
  'can-make': 'part',
  'material-for': 'part',
  'part-of': 'part',
  'same-use': 'part',
  words: 'part',
  'same-category': 'ok',
  'other-category': 'question',
  'quantity-full': 'ok',
  'quantity-part': 'part',
  'quantity-none': 'bad',
  'quantity-unknown': 'question',
  'unit-differs': 'question',
  'part-not-accepted': 'bad',
  'part-too-small': 'bad',
  'in-time': 'ok',
  late: 'bad',
  'date-unknown': 'question',
  'deadline-unknown': 'question',
  'offer-ended': 'bad',
  'certificate-held': 'ok',
  'certificate-missing': 'bad',
  'certificate-unknown': 'question',
  'proof-enough': 'ok',
  'proof-too-weak': 'bad',
  'proof-unknown': 'question',
  distance: 'ok',
  'too-far': 'bad',
  'whole-country': 'ok',
  'same-region': 'ok',
  abroad: 'question',
  'place-unknown': 'question',
};

export const REASON_CODES = Object.keys(TONES) as readonly ReasonCode[];

export const toneOf = (reason: Reason): Tone => TONES[reason.code];
