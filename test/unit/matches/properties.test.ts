import fc from 'fast-check';
import { addDays } from '../../../src/kernel/dates.ts';
import { quantityFrom } from '../../../src/kernel/quantity.ts';
import type { FitNeed, FitOffer } from '../../../src/features/matches/fit-post.ts';
import { fit, fitPrepared } from '../../../src/features/matches/fit.ts';
import { prepareNeed, prepareOffer } from '../../../src/features/matches/prepare.ts';
import { BYDGOSZCZ, TODAY, VOCABULARY, aNeed, anOffer, context, head, knowledge } from './posts.ts';

const RANK = { no: 0, maybe: 1, fits: 2 };
const amount = fc.integer({ min: 0, max: 5000 }).map((n) => quantityFrom(String(n)));
const date = fc.integer({ min: -30, max: 90 }).map((days) => addDays(TODAY, days));
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const concept = fc.constantFrom(...VOCABULARY.map(({ id }) => id));
const word = fc.constantFrom('plandeka', 'namiot', 'hala', 'zielony', 'oczko', '300');
const words = fc.uniqueArray(word, { maxLength: 5 });
const hit = fc.oneof(concept.map(head), concept.map(context));
const place = fc.record({
  lat: orNull(fc.double({ min: 49, max: 55, noNaN: true })),
  lng: orNull(fc.double({ min: 14, max: 24, noNaN: true })),
});
const text = fc.record({
  concepts: fc.uniqueArray(hit, { maxLength: 4, selector: ({ id }) => id }),
  keys: words,
}).map(({ concepts, keys }) => ({ concepts, keys, titleKeys: keys.slice(0, 2) }));
const proofs = fc.constantFrom('certificate', 'declaration', 'maker-made');

const need: fc.Arbitrary<FitNeed> = fc.tuple(text, place, fc.record({
  quantity: orNull(amount),
  neededBy: orNull(date),
  acceptable: fc.uniqueArray(proofs),
  requiredCertificates: fc.constantFrom([], ['CE']),
  acceptsPart: fc.boolean(),
  smallestPart: orNull(amount),
})).map(([said, where, facts]) => aNeed({ ...said, ...where, ...facts }));

const offer: fc.Arbitrary<FitOffer> = fc.tuple(text, place, fc.record({
  mode: fc.constantFrom('stock', 'capacity'),
  quantity: orNull(amount),
  perWeek: orNull(amount),
  availableFrom: orNull(date),
  availableUntil: orNull(date),
  leadTimeDays: orNull(fc.integer({ min: 0, max: 60 })),
  certificatesHeld: fc.constantFrom([], ['CE'], ['ISO 9001']),
  proof: orNull(proofs),
  radiusKm: orNull(fc.integer({ min: 0, max: 500 })),
  handover: fc.constantFrom('delivery', 'pick-up', 'either'),
})).map(([said, where, facts]) => anOffer({ ...said, ...where, ...facts }));

test('a score is between 0 and 1, and no more is covered than is asked', () => {
  fc.assert(fc.property(need, offer, (asked, offered) => {
    const { score, covers } = fit(asked, offered, knowledge, TODAY);
    expect(score).toBeGreaterThanOrEqual(0);
    expect(score).toBeLessThanOrEqual(1);
    if (covers !== null && asked.quantity !== null) expect(covers <= asked.quantity).toBe(true);
  }), { numRuns: 500 });
});

test('preparing first or later, once or twice, in either order, changes nothing', () => {
  fc.assert(fc.property(need, offer, (asked, offered) => {
    const preparedOffer = prepareOffer(offered, knowledge);
    const preparedNeed = prepareNeed(asked, knowledge);
    const once = fitPrepared(preparedNeed, preparedOffer, TODAY);
    expect(fitPrepared(preparedNeed, preparedOffer, TODAY)).toEqual(once);
    expect(fit(asked, offered, knowledge, TODAY)).toEqual(once);
  }));
});

const isNoBetter = (worse: Partial<FitOffer>, better: Partial<FitOffer>, asked: Partial<FitNeed> = {}): void => {
  const a = fit(aNeed(asked), anOffer(worse), knowledge, TODAY);
  const b = fit(aNeed(asked), anOffer(better), knowledge, TODAY);
  expect(a.score).toBeLessThanOrEqual(b.score + 1e-12);
  expect(RANK[a.verdict]).toBeLessThanOrEqual(RANK[b.verdict]);
};

const ordered = (max: number) => fc.tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max }))
  .map(([a, b]) => ({ small: Math.min(a, b), large: Math.max(a, b) }));
const pieces = (n: number) => quantityFrom(String(n));

test('more is never worse', () => {
  fc.assert(fc.property(ordered(2000), orNull(amount), fc.boolean(), ({ small, large }, smallestPart, acceptsPart) =>
    isNoBetter({ quantity: pieces(small) }, { quantity: pieces(large) }, { smallestPart, acceptsPart })));
});

test('later is never better', () => {
  fc.assert(fc.property(ordered(120), ({ small, large }) =>
    isNoBetter({ leadTimeDays: large }, { leadTimeDays: small })));
});

test('a capacity that starts later or makes less is never better', () => {
  const capacity = (start: number, perWeek: number): Partial<FitOffer> =>
    ({ mode: 'capacity', quantity: null, perWeek: pieces(perWeek), availableFrom: addDays(TODAY, start) });
  const terms = fc.record({ smallestPart: orNull(amount), acceptsPart: fc.boolean() });
  fc.assert(fc.property(ordered(40), ordered(2000), terms, (start, rate, asked) =>
    isNoBetter(capacity(start.large, rate.small), capacity(start.small, rate.large), asked)), { numRuns: 500 });
});

test('farther is never better', () => {
  fc.assert(fc.property(ordered(500), orNull(fc.integer({ min: 0, max: 600 })), ({ small, large }, radiusKm) => {
    const east = (steps: number) => ({ lng: BYDGOSZCZ.lng + steps / 100, radiusKm });
    isNoBetter(east(large), east(small));
  }));
});
