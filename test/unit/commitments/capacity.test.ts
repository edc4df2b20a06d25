import fc from 'fast-check';
import { addDays, daysBetween } from '../../../src/kernel/dates.ts';
import { toDecimal } from '../../../src/kernel/quantity.ts';
import { STATES } from '../../../src/features/commitments/commitment.ts';
import { capacityFigures, freeBy, producedBy, promisesOf } from '../../../src/features/commitments/capacity.ts';
import { inState, q } from './cast.ts';
import type { LocalDate } from '../../../src/kernel/dates.ts';
import type { Capacity, PromisedUse } from '../../../src/features/commitments/capacity.ts';

/* From Monday 2 March to Sunday 29 March 2026, over the night of the clock change. */
const monthly = (perWeek: string, changes: Partial<Capacity> = {}): Capacity => ({
  perWeek: q(perWeek),
  unit: 'szt',
  from: '2026-03-02',
  to: '2026-03-29',
  ...changes,
});

const promise = (by: LocalDate, use: string): PromisedUse => ({ by, use: q(use) });
const free = (capacity: Capacity, promises: PromisedUse[], by: LocalDate): string =>
  toDecimal(freeBy(capacity, promises, by));

describe('what is produced by the end of a day', () => {
  test.each<[LocalDate, string, string]>([
    ['2026-02-28', '0', '0'],
    ['2026-03-01', '0', '0'],
    ['2026-03-02', '100', '14'],
    ['2026-03-03', '200', '28'],
    ['2026-03-07', '600', '85'],
    ['2026-03-08', '700', '100'],
    ['2026-03-09', '800', '114'],
    ['2026-03-15', '1400', '200'],
    ['2026-03-28', '2700', '385'],
    ['2026-03-29', '2800', '400'],
    ['2026-03-30', '2800', '400'],
    ['2027-01-01', '2800', '400'],
  ])('%s is %s of 700 a week and %s of 100 a week', (by, of700, of100) => {
    expect(toDecimal(producedBy(monthly('700'), by))).toBe(of700);
    expect(toDecimal(producedBy(monthly('100'), by))).toBe(of100);
  });

  test('is floored to what exists of the unit', () => {
    expect(toDecimal(producedBy(monthly('100', { unit: 'h' }), '2026-03-02'))).toBe('14.285');
    expect(toDecimal(producedBy(monthly('1', { unit: 'tys_szt' }), '2026-03-02'))).toBe('0.142');
    expect(toDecimal(producedBy(monthly('1'), '2026-03-07'))).toBe('0');
    expect(toDecimal(producedBy(monthly('1'), '2026-03-08'))).toBe('1');
  });

  test('goes on where there is no last day, and lasts a day where first and last are one', () => {
    expect(toDecimal(producedBy(monthly('700', { to: null }), '2027-02-28'))).toBe('36400');
    expect(toDecimal(producedBy(monthly('700', { to: '2026-03-02' }), '2026-03-20'))).toBe('100');
    expect(toDecimal(producedBy(monthly('700', { to: '2026-03-01' }), '2026-03-20'))).toBe('0');
  });
});

describe('what is free by a date', () => {
  test('is what is produced by then when nothing is promised', () => {
    expect(free(monthly('700'), [], '2026-03-01')).toBe('0');
    expect(free(monthly('700'), [], '2026-03-08')).toBe('700');
  });

  test('is less by what is promised up to that very day', () => {
    const promises = [promise('2026-03-08', '500')];
    expect(free(monthly('700'), promises, '2026-03-08')).toBe('200');
    expect(free(monthly('700'), promises, '2026-03-09')).toBe('300');
    expect(free(monthly('700'), promises, '2026-03-29')).toBe('2300');
  });

  test('is limited by a later promise: an early one must not break it', () => {
    const promises = [promise('2026-03-15', '1300')];
    expect(free(monthly('700'), promises, '2026-03-07')).toBe('100');
    expect(free(monthly('700'), promises, '2026-03-02')).toBe('100');
    expect(free(monthly('700'), promises, '2026-03-16')).toBe('200');
  });

  test('counts several promises of one day together, in any order', () => {
    const promises = [promise('2026-03-15', '600'), promise('2026-03-08', '100'), promise('2026-03-15', '600')];
    expect(free(monthly('700'), promises, '2026-03-08')).toBe('100');
    expect(free(monthly('700'), promises.toReversed(), '2026-03-08')).toBe('100');
  });

  test('counts promises before the first and after the last day', () => {
    expect(free(monthly('700'), [promise('2026-02-20', '50')], '2026-03-02')).toBe('50');
    expect(free(monthly('700'), [promise('2026-04-20', '2750')], '2026-03-20')).toBe('50');
  });

  test('is negative once the capacity was lowered below its promises', () => {
    expect(free(monthly('70'), [promise('2026-03-08', '500')], '2026-03-03')).toBe('-430');
  });
});

describe('capacity and its commitments', () => {
  test('live and completed ones take their use, the others nothing', () => {
    const taking = STATES.filter((state) => promisesOf([inState(state, { offerUse: q('5') })]).length > 0);
    expect(taking).toEqual(['accepted', 'in-production', 'partly-sent', 'sent', 'completed']);
    expect(promisesOf([inState('accepted')])).toEqual([]);
  });

  test('are summed up by a date', () => {
    const commitments = [
      inState('accepted', { by: '2026-03-08', offerUse: q('200') }),
      inState('sent', { by: '2026-03-15', offerUse: q('1100') }),
    ];
    const { promised, free: left, partlyPromised } = capacityFigures(monthly('700'), commitments, '2026-03-08');
    expect([promised, left].map(toDecimal)).toEqual(['200', '100']);
    expect(partlyPromised).toBe(false);
    const unknown = [...commitments, inState('accepted')];
    expect(capacityFigures(monthly('700'), unknown, '2026-03-08').partlyPromised).toBe(true);
  });

  const days = fc.integer({ min: -3, max: 40 }).map((day) => addDays('2026-03-02', day));
  const uses = fc.integer({ min: 1, max: 900 });

  test('free by a date is the least over all later days, one by one', () => {
    const lists = fc.array(fc.record({ by: days, use: uses }), { maxLength: 8 });
    fc.assert(
      fc.property(lists, days, fc.integer({ min: 0, max: 900 }), (list, by, perWeek) => {
        const left = (date: LocalDate): number => {
          const made = Math.min(28, Math.max(0, daysBetween('2026-03-02', date) + 1));
          const promised = list.filter((p) => p.by <= date).reduce((total, p) => total + p.use, 0);
          return Math.floor((perWeek * made) / 7) - promised;
        };
        const least = Math.min(...Array.from({ length: 60 }, (_, day) => left(addDays(by, day))));
        const promises = list.map((p) => promise(p.by, String(p.use)));
        expect(free(monthly(String(perWeek)), promises, by)).toBe(String(least));
      }),
    );
  });

  test('promising only what is free never exceeds production on any day', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ by: days, use: uses }), { maxLength: 25 }), (wishes) => {
        const capacity = monthly('700');
        const promises: PromisedUse[] = [];
        for (const { by, use } of wishes) {
          if (q(String(use)) <= freeBy(capacity, promises, by)) promises.push(promise(by, String(use)));
        }
        for (let day = -3; day <= 40; day += 1) {
          const date = addDays('2026-03-02', day);
          const promised = promises
            .filter((p) => p.by <= date)
            .reduce((total, p) => total + Number(toDecimal(p.use)), 0);
          expect(promised).toBeLessThanOrEqual(Number(toDecimal(producedBy(capacity, date))));
        }
      }),
    );
  });
});
