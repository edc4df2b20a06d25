import { distanceKm } from '../organisations/index.ts';
import type { FitPlace, Handover } from './fit-post.ts';
import type { Reason } from './reasons.ts';
import type { Part } from './verdict.ts';
import { neutral } from './verdict.ts';
import { ABROAD, BEYOND_RADIUS, DISTANCE_HALF_KM } from './weights.ts';

/** A supplier's place and how far it goes from there. */
export interface Reach extends FitPlace {
  /** Null: the whole country. */
  radiusKm: number | null;
  handover: Handover;
}

const pointOf = ({ lat, lng }: FitPlace): { lat: number; lng: number } | null =>
  (lat === null || lng === null ? null : { lat, lng });

/** 1 on the spot, a half at `DISTANCE_HALF_KM`, never zero. */
const nearness = (km: number): number => DISTANCE_HALF_KM / (DISTANCE_HALF_KM + km);

const measured = (km: number, reach: Reach): Part => {
  const { radiusKm } = reach;
  if (radiusKm !== null && reach.handover !== 'pick-up' && km > radiusKm) {
    const reason: Reason = { code: 'too-far', km, radius: radiusKm };
    return { factor: nearness(km) * BEYOND_RADIUS, cap: 'maybe', reasons: [reason] };
  }
  return { factor: nearness(km), cap: 'fits', reasons: [{ code: 'distance', km, within: radiusKm !== null }] };
};

/* Without coordinates: the region tells a little, a delivery to the whole country is good news, else a question. */
const unmeasured = (need: FitPlace, reach: Reach): Part => {
  if (need.region !== null && need.region === reach.region) {
    return neutral({ code: 'same-region', region: need.region });
  }
  const everywhere = reach.radiusKm === null && reach.handover !== 'pick-up';
  return neutral({ code: everywhere ? 'whole-country' : 'place-unknown' });
};

const withFactor = (part: Part, factor: number, reason: Reason): Part =>
  ({ ...part, factor: part.factor * factor, reasons: [...part.reasons, reason] });

/**
 * How far the supplier is: distance was the only thing that predicted in 2020 whether a match succeeded. Beyond the
 * supplier's own radius it is at best *maybe*; a place nobody gave is neutral and a question. Whole kilometres.
 */
export const distanceFit = (need: FitPlace, reach: Reach): Part => {
  const here = pointOf(need);
  const there = pointOf(reach);
  const foreign = need.country !== reach.country;
  const part = here && there
    ? measured(Math.round(distanceKm(here, there)), reach)
    : foreign ? neutral() : unmeasured(need, reach);
  return foreign ? withFactor(part, ABROAD, { code: 'abroad', country: reach.country }) : part;
};
