import { chipsOf, REASON_CODES, type Reason, type ReasonCode } from '../matches/index.ts';
import type { Stage } from './stage.view.ts';

/** One reason of every code: a new code does not compile without its sample. */
export const REASON_SAMPLES: { readonly [Code in ReasonCode]: Extract<Reason, { code: Code }> } = {
  'same-product': { code: 'same-product', concept: 'face-shield' },
  'similar-product': { code: 'similar-product', concept: 'safety-goggles', sought: 'face-shield' },
  'can-make': { code: 'can-make', by: 'injection-moulding', product: 'face-shield' },
  'material-for': { code: 'material-for', material: 'petg', product: 'face-shield' },
  'part-of': { code: 'part-of', part: 'face-shield-headband', product: 'face-shield' },
  'same-use': { code: 'same-use', concept: 'surgical-mask' },
  words: { code: 'words', words: ['regranulat', 'ABS'] },
  'same-category': { code: 'same-category', cpv: '18143000-3' },
  'other-category': { code: 'other-category', cpv: '33140000-3' },
  'quantity-full': { code: 'quantity-full' },
  'quantity-part': { code: 'quantity-part', available: '300', asked: '1000', unit: 'szt' },
  'quantity-none': { code: 'quantity-none' },
  'quantity-unknown': { code: 'quantity-unknown' },
  'unit-differs': { code: 'unit-differs', offerUnit: 'kg', needUnit: 'szt' },
  'part-not-accepted': { code: 'part-not-accepted' },
  'part-too-small': { code: 'part-too-small', smallest: '500', unit: 'szt' },
  'in-time': { code: 'in-time' },
  late: { code: 'late', days: 3 },
  'date-unknown': { code: 'date-unknown' },
  'deadline-unknown': { code: 'deadline-unknown' },
  'offer-ended': { code: 'offer-ended' },
  'certificate-held': { code: 'certificate-held', name: 'CE' },
  'certificate-missing': { code: 'certificate-missing', name: 'EN 166' },
  'certificate-unknown': { code: 'certificate-unknown', name: 'ISO 13485' },
  'proof-enough': { code: 'proof-enough', proof: 'certificate' },
  'proof-too-weak': { code: 'proof-too-weak', proof: 'maker-made' },
  'proof-unknown': { code: 'proof-unknown' },
  distance: { code: 'distance', km: 12, within: true },
  'too-far': { code: 'too-far', km: 412, radius: 100 },
  'whole-country': { code: 'whole-country' },
  'same-region': { code: 'same-region', region: 'kujawsko-pomorskie' },
  abroad: { code: 'abroad', country: 'CZ' },
  'place-unknown': { code: 'place-unknown' },
};

/** A chip of every reason there is, in the order in which a match shows them. */
export const reasonSamples = ({ request: { t, lang }, vocabulary }: Stage) =>
  chipsOf(REASON_CODES.map((code) => REASON_SAMPLES[code]), t, lang, vocabulary);
