import { certificateFit } from './certificate-fit.ts';
import { distanceFit } from './distance-fit.ts';
import { withParts } from './fit.ts';
import type { Fit } from './fit.ts';
import type { FitSupplier } from './fit-post.ts';
import type { PreparedNeed } from './prepare.ts';
import { subjectFit } from './subject.ts';
import { CAPABILITY, CAPABILITY_LEAST } from './weights.ts';

/**
 * Whether an organisation that has posted nothing could answer a need: its capabilities are a weak standing offer,
 * so that the answer is *maybe* at best and `covers` is never known.
 */
export const fitSupplier = (need: PreparedNeed, supplier: FitSupplier): Fit => {
  const concepts = supplier.capabilities.map((id) => ({ id, role: 'head' as const, inTitle: true, weight: 1 }));
  const { agreement, reasons } = subjectFit(need, concepts);
  const value = CAPABILITY * agreement;
  const own = need.post.organisationId === supplier.organisationId;
  if (own || agreement < CAPABILITY_LEAST) return { verdict: 'no', score: value, reasons, covers: null };
  const parts = [
    certificateFit(need.post, supplier.certificatesHeld, null),
    distanceFit(need.post, { ...supplier, radiusKm: null, handover: 'either' }),
  ];
  return { ...withParts({ value, verdict: 'maybe', reasons }, parts), covers: null };
};
