import { postForm } from '../../../src/features/posts/index.ts';

const CONTEXT = { today: '2026-11-23', language: 'pl', findTown: () => null, isConcept: () => false } as const;
const COMMON = { unit: 'szt', town: 'Bydgoszcz', reach: 'country', terms: 'gift', visibility: 'public', title: 'Przyłbice ochronne' };
const NEED = { ...COMMON, kind: 'need', quantity: '12', acceptsPart: 'yes' };
const STOCK = { ...COMMON, kind: 'offer', quantity: '12', supplyMode: 'stock' };
const CAPACITY = { ...COMMON, kind: 'offer', perWeek: '12', supplyMode: 'capacity' };
const CHOSEN = '00000000-0000-4000-8000-000000000001';

const faultsOf = (body: Record<string, unknown>) => {
  const { result } = postForm(body, CONTEXT);
  return 'errors' in result ? Object.fromEntries(Object.entries(result.errors).map(([field, { key }]) => [field, key])) : {};
};

describe('a field that counts only beside another answer', () => {
  test.each<[field: string, value: string, body: Record<string, string>, answer: Record<string, string>]>([
    ['priceAmount', '5', NEED, { terms: 'price' }],
    ['priceAmount', '5', { ...NEED, terms: 'at-cost' }, { terms: 'price' }],
    ['radiusKm', '80', NEED, { reach: 'radius' }],
    ['audience', CHOSEN, NEED, { visibility: 'chosen' }],
    ['audience', CHOSEN, { ...NEED, visibility: 'members' }, { visibility: 'chosen' }],
    ['smallestPart', '3', { ...NEED, acceptsPart: 'no' }, { acceptsPart: 'yes' }],
    ['packSize', '50', NEED, { unit: 'opak' }],
    ['perWeek', '100', STOCK, { supplyMode: 'capacity', quantity: '' }],
    ['availableUntil', '2026-12-24', STOCK, { supplyMode: 'capacity', quantity: '' }],
    ['quantity', '100', CAPACITY, { supplyMode: 'stock', perWeek: '' }],
  ])('%s is not dropped in silence', (field, value, body, answer) => {
    expect(faultsOf(body)).toEqual({});
    expect(faultsOf({ ...body, [field]: '  ' })).toEqual({});
    expect(faultsOf({ ...body, [field]: value })).toEqual({ [field]: `post.only-with.${field}` });
    expect(faultsOf({ ...body, [field]: value, ...answer })).toEqual({});
  });
});
