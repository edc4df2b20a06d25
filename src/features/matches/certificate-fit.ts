import type { FitNeed, FitOffer, Proof } from './fit-post.ts';
import type { Reason } from './reasons.ts';
import type { Part } from './verdict.ts';
import { neutral } from './verdict.ts';
import { MISSING_CERTIFICATE, WEAK_PROOF } from './weights.ts';

const STRENGTH: Readonly<Record<Proof, number>> = { 'maker-made': 0, declaration: 1, certificate: 2 };

/* `EN 149:2001+A1:2009` and `en149` name one norm. */
const normalise = (name: string): string => name.toUpperCase().replace(/[^\p{L}\p{N}:+]/gu, '');

/* `EN 149` and `EN 149:2001` may be the same paper; two different editions are not. */
const isEditionOf = (edition: string, norm: string): boolean => /^[:+]/.test(edition.slice(norm.length));

const answers = (held: string, required: string): boolean =>
  held === required
  || (held.startsWith(required) && isEditionOf(held, required))
  || (required.startsWith(held) && isEditionOf(required, held));

const isHeld = (held: readonly string[], required: string): boolean =>
  held.some((name) => answers(normalise(name), normalise(required)));

/* Somebody who lists certificates, or says that there is none, has told us; silence is a question. */
const hasTold = (held: readonly string[], proof: Proof | null): boolean =>
  held.length > 0 || (proof !== null && proof !== 'certificate');

/**
 * The certificates a need requires. One that is missing: at best *maybe*. When the supplier has told nothing about
 * certificates it is neutral and a question.
 */
export const certificateFit = (
  need: FitNeed, held: readonly string[], proof: Proof | null,
): Part => {
  const reasons = need.requiredCertificates.map((name): Reason => {
    if (isHeld(held, name)) return { code: 'certificate-held', name };
    return hasTold(held, proof) ? { code: 'certificate-missing', name } : { code: 'certificate-unknown', name };
  });
  const missing = reasons.some((reason) => reason.code === 'certificate-missing');
  return missing ? { factor: MISSING_CERTIFICATE, cap: 'maybe', reasons } : neutral(...reasons);
};

/**
 * Whether the offer's proof is one that the need takes; a stronger one always is. Nothing is asked of an offer
 * when the need takes what a maker made.
 */
export const proofFit = (need: FitNeed, offer: FitOffer): Part => {
  const least = Math.min(...need.acceptable.map((proof) => STRENGTH[proof]));
  if (need.acceptable.length === 0 || least === 0) return neutral();
  if (offer.proof === null) return neutral({ code: 'proof-unknown' });
  return STRENGTH[offer.proof] >= least
    ? neutral({ code: 'proof-enough', proof: offer.proof })
    : { factor: WEAK_PROOF, cap: 'maybe', reasons: [{ code: 'proof-too-weak', proof: offer.proof }] };
};
