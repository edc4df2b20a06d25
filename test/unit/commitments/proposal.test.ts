import { waitsFor } from '../../../src/features/commitments/answer.ts';
import { answerTimes, propose } from '../../../src/features/commitments/proposal.ts';
import {
  NOW,
  after,
  asked,
  at,
  inState,
  need,
  office,
  officeForOwner,
  officeForSupplier,
  owner,
  priced,
  proposal,
  proposed,
  q,
  refusalOf,
} from './cast.ts';
import type { LocalDate } from '../../../src/kernel/dates.ts';
import type { Proposal } from '../../../src/features/commitments/proposal.ts';

describe('a proposal', () => {
  test('has the yes of whoever started, and waits for the other side', () => {
    expect(waitsFor(proposed())).toEqual(['owner']);
    expect(waitsFor(propose(proposal(), at(officeForSupplier), need()).commitment)).toEqual(['owner']);
    expect(waitsFor(asked(owner))).toEqual(['supplier']);
    expect(waitsFor(asked(officeForOwner))).toEqual(['supplier']);
    expect(waitsFor(asked(office))).toEqual(['supplier', 'owner']);
    expect(waitsFor(asked(office, { officeMayAccept: true }))).toEqual(['supplier']);
    expect(waitsFor(inState('accepted'))).toEqual([]);
    expect(waitsFor(inState('lapsed', { ownerYes: false }))).toEqual([]);
  });

  test('waits 48 hours when urgent and 7 days else, and reminds at half', () => {
    expect(answerTimes(NOW, { urgent: true, neededBy: null })).toEqual({ expiresAt: after(48), remindAt: after(24) });
    expect(answerTimes(NOW, { urgent: false, neededBy: null })).toEqual({ expiresAt: after(168), remindAt: after(84) });
    expect(asked(owner, { urgent: true })).toMatchObject({ expiresAt: after(48), remindAt: after(24) });
  });

  test('is waited for no longer than to the end of the need\'s day, unless that is over', () => {
    const until = (day: string, urgent: boolean) => answerTimes(new Date('2026-11-23T12:00:00Z'), { urgent, neededBy: day as LocalDate }).expiresAt.toISOString();
    // Midnight in Warsaw is 23:00 in UTC; what it is shown as is still that day.
    expect(until('2026-11-27', false)).toBe('2026-11-27T22:59:00.000Z');
    expect(until('2026-11-23', true)).toBe('2026-11-23T22:59:00.000Z');
    expect(until('2026-11-27', true)).toBe('2026-11-25T12:00:00.000Z');
    expect(until('2026-12-24', false)).toBe('2026-11-30T12:00:00.000Z');
    expect(until('2026-11-22', false)).toBe('2026-11-30T12:00:00.000Z');
    const { remindAt } = answerTimes(new Date('2026-11-23T12:59:00Z'), { urgent: false, neededBy: '2026-11-23' });
    expect(remindAt.toISOString()).toBe('2026-11-23T17:59:00.000Z');
  });

  const priceMissing = { pricePerUnit: { key: 'commitment.price-missing' } };
  const currencyMissing = { currency: { key: 'commitment.currency-missing' } };

  test.each<[string, Partial<Proposal>, object]>([
    ['nothing', { quantity: q('0') }, { quantity: { key: 'quantity.not-positive' } }],
    ['less than nothing', { quantity: q('-5') }, { quantity: { key: 'quantity.not-positive' } }],
    ['too much', { quantity: q('1000000001') }, { quantity: { key: 'quantity.too-large' } }],
    ['half a piece', { quantity: q('0.5') }, { quantity: { key: 'quantity.not-whole', data: { unit: 'szt' } } }],
    ['by yesterday', { by: '2020-03-15' }, { by: { key: 'commitment.by-past', data: { today: '2020-03-16' } } }],
    ['for no price', { terms: priced('0.00') }, priceMissing],
    ['for less than nothing', { terms: priced('-1') }, priceMissing],
    ['for a price with its currency', { terms: priced('2 zł') }, priceMissing],
    ['for less than a hundredth of a grosz', { terms: priced('1.23456') }, priceMissing],
    ['for a thousand million', { terms: priced('1000000000') }, priceMissing],
    ['in no currency', { terms: priced('1.20', 'zł') }, currencyMissing],
    ['in more than a currency', { terms: priced('1.20', 'PLN+') }, currencyMissing],
    ['in less than a currency', { terms: priced('1.20', '1PLN') }, currencyMissing],
    [
      'all of it',
      { quantity: q('0'), by: '2019-01-01', terms: priced('x', '') },
      {
        quantity: { key: 'quantity.not-positive' },
        by: { key: 'commitment.by-past', data: { today: '2020-03-16' } },
        pricePerUnit: { key: 'commitment.price-missing' },
        currency: { key: 'commitment.currency-missing' },
      },
    ],
  ])('for %s is refused at its field', (_what, changes, fields) => {
    expect(refusalOf(() => proposed('300', changes))).toMatchObject({ code: 'invalid', key: 'form.invalid' });
    expect(refusalOf(() => proposed('300', changes)).fields).toEqual(fields);
  });

  test('may be for today, for half a kilogram, for the largest amount and at a price', () => {
    expect(proposed('0.5', { unit: 'kg', by: '2020-03-16', terms: priced('1.2500') }).state).toBe('proposed');
    expect(proposed('1000000000').state).toBe('proposed');
    expect(proposed('1', { terms: priced('999999999.9999') }).state).toBe('proposed');
  });

  test('is never to oneself', () => {
    expect(refusalOf(() => proposed('300', { supplierId: 'clinic' }))).toMatchObject({
      code: 'invalid',
      key: 'commitment.own-need',
    });
  });

  test('writes its row', () => {
    const { event } = propose(proposal(), at(officeForSupplier), need());
    expect(event).toEqual({
      action: 'propose',
      at: NOW,
      party: 'office',
      onBehalfOf: 'supplier',
      reason: null,
      deliveryId: null,
      before: null,
      after: {
        state: 'proposed',
        quantity: '300',
        offerUse: null,
        by: '2020-03-20',
        terms: proposal().terms,
        supplierYes: true,
        ownerYes: false,
        sent: '0',
        received: '0',
      },
    });
    expect(() => JSON.stringify(event)).not.toThrow();
  });
});
