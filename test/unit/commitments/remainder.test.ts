import { quantityFrom as q } from '../../../src/kernel/quantity.ts';
import { planRemainder } from '../../../src/features/commitments/remainder.ts';
import type { Post } from '../../../src/features/posts/index.ts';

const NOW = new Date('2020-03-16T11:00:00Z');
const post = (changes: Partial<Post>): Post => ({
  id: 'n', unit: 'szt', packSize: null, terms: 'gift', neededBy: '2020-03-27', priceAmount: null, priceCurrency: null, proof: null, ...changes,
} as Post);

const need = post({});
const offer = (changes: Partial<Post> = {}) => post({ id: 'o', ...changes });
const plan = (wanted: Post, open: string, ...answering: [Post, string | null][]) =>
  planRemainder(wanted, q(open), answering.map(([one, free]) => ({ offer: one, free: free === null ? null : q(free) })), NOW);

test('nothing open, nothing to propose', () => expect(plan(need, '0', [offer(), '5'])).toBeNull());

test('the day is the need’s, today at the earliest, two weeks ahead without one', () => {
  expect(plan(need, '5')?.by).toBe('2020-03-27');
  expect(plan(post({ neededBy: '2020-03-10' }), '5')?.by).toBe('2020-03-16');
  expect(plan(post({ neededBy: null }), '5')?.by).toBe('2020-03-30');
});

test('an offer must have enough, unless nobody can tell', () => {
  expect(plan(need, '5', [offer(), '4'])?.offerId).toBeNull();
  expect(plan(need, '5', [offer(), '5'])?.offerId).toBe('o');
  expect(plan(need, '5', [offer(), null])?.offerId).toBe('o');
  expect(plan(need, '5', [offer({ unit: 'h' }), '1'])?.offerId).toBe('o');
  expect(plan(need, '1000', [offer({ unit: 'tys_szt' }), '1'])?.offerId).toBe('o');
  expect(plan(need, '1001', [offer({ unit: 'tys_szt' }), '1'])?.offerId).toBeNull();
});

test('a price counts for the same unit only, and is never made up', () => {
  const priced = { terms: 'price', priceAmount: '2.50', priceCurrency: 'EUR' } as const;
  expect(plan(need, '5', [offer(priced), '5'])?.terms).toEqual({ kind: 'price', pricePerUnit: '2.50', currency: 'EUR', proof: null, handover: 'delivery' });
  expect(plan(need, '5', [offer({ ...priced, unit: 'tys_szt' }), '5'])).toMatchObject({ offerId: null, terms: { kind: 'gift' } });
  expect(plan(need, '5', [offer({ terms: 'price' }), '5'])?.offerId).toBeNull();
  expect(plan(post({ terms: 'price' }), '5', [offer({ ...priced, unit: 'tys_szt' }), '5'])).toBeNull();
  expect(plan(post({ terms: 'price' }), '5', [offer(), '5'])?.terms.kind).toBe('gift');
  expect(plan(post({ terms: 'at-cost' }), '5')?.terms.kind).toBe('at-cost');
});
