import { dateFit } from '../../../src/features/matches/date-fit.ts';
import { suppliesOf } from '../../../src/features/matches/supply.ts';
import type { FitNeed, FitOffer } from '../../../src/features/matches/fit-post.ts';
import type { Reason } from '../../../src/features/matches/reasons.ts';
import { TODAY, aNeed, anOffer, pieces } from './posts.ts';

interface Case {
  name: string;
  need?: Partial<FitNeed>;
  offer?: Partial<FitOffer>;
  reason: Reason;
  factor: number;
  cap: string;
}

const capacity = (changes: Partial<FitOffer>): Partial<FitOffer> =>
  ({ mode: 'capacity', quantity: null, perWeek: pieces(700), ...changes });
const late = (days: number): Reason => ({ code: 'late', days });

const CASES: Case[] = [
  { name: 'ready today', reason: { code: 'in-time' }, factor: 1, cap: 'fits' },
  { name: 'last day', offer: { availableFrom: '2026-11-10' }, reason: { code: 'in-time' }, factor: 1, cap: 'fits' },
  { name: 'a day late', offer: { availableFrom: '2026-11-11' }, reason: late(1), factor: 29 / 30, cap: 'fits' },
  { name: 'lead time counts', offer: { leadTimeDays: 12 }, reason: late(4), factor: 26 / 30, cap: 'fits' },
  {
    name: 'lead time counts from today, not from a day long past',
    offer: { availableFrom: '2026-01-01', leadTimeDays: 12 },
    reason: late(4), factor: 26 / 30, cap: 'fits',
  },
  { name: 'a month late', offer: { availableFrom: '2026-12-10' }, reason: late(30), factor: 0.15, cap: 'maybe' },
  { name: 'a year late', offer: { availableFrom: '2027-11-10' }, reason: late(365), factor: 0.15, cap: 'maybe' },
  {
    name: 'no date of delivery', offer: { availableFrom: null, leadTimeDays: null },
    reason: { code: 'date-unknown' }, factor: 1, cap: 'fits',
  },
  {
    name: 'a lead time is a date', offer: { availableFrom: null, leadTimeDays: 3 },
    reason: { code: 'in-time' }, factor: 1, cap: 'fits',
  },
  { name: 'no deadline', need: { neededBy: null }, reason: { code: 'deadline-unknown' }, factor: 1, cap: 'fits' },
  { name: 'over', offer: { availableUntil: '2026-11-01' }, reason: { code: 'offer-ended' }, factor: 0.15, cap: 'no' },
  { name: 'its last day', offer: { availableUntil: TODAY }, reason: { code: 'in-time' }, factor: 1, cap: 'fits' },
  {
    name: 'over before it could start', offer: { availableUntil: '2026-11-05', leadTimeDays: 5 },
    reason: { code: 'offer-ended' }, factor: 0.15, cap: 'no',
  },
  { name: 'a capacity with some in time', offer: capacity({}), reason: { code: 'in-time' }, factor: 1, cap: 'fits' },
  {
    name: 'a capacity that makes its first ones a week after', offer: capacity({ availableFrom: '2026-11-10' }),
    reason: late(7), factor: 23 / 30, cap: 'fits',
  },
];

test.each(CASES)('$name', ({ need, offer, reason, factor, cap }) => {
  const asked = aNeed(need);
  const offered = anOffer(offer);
  const part = dateFit(asked, offered, suppliesOf(asked, offered, TODAY)[0].on, TODAY);
  expect(part.reasons).toEqual([reason]);
  expect(part.factor).toBeCloseTo(factor, 10);
  expect(part.cap).toBe(cap);
});
