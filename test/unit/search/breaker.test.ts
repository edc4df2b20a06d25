import fc from 'fast-check';
import { answered, failed, isClosed, isDue, trying, unproven, well, type Breaker } from '../../../src/search/breaker.ts';
import type { FaultKind } from '../../../src/search/fault.ts';

const KINDS: FaultKind[] = ['down', 'slow', 'foreign', 'key', 'version', 'index', 'task', 'answer'];
const after = (breaker: Breaker, ...faults: FaultKind[]): Breaker => faults.reduce((now, fault) => failed(now, fault, 1_000), breaker);

describe('a breaker', () => {
  test('begins open, and a look is due at once', () => {
    expect([isClosed(unproven), isDue(unproven, 0), unproven.openSince]).toEqual([false, true, null]);
  });

  test.each(['down', 'foreign', 'key', 'version', 'index', 'task'] as const)('opens at the first fault of kind %s', (fault) => {
    expect(after(well(), fault)).toMatchObject({ state: 'open', openSince: 1_000, retryAt: 2_000, fault });
  });

  test.each(['slow', 'answer'] as const)('opens at the third fault of kind %s in a row', (fault) => {
    expect(isClosed(after(well(), fault, fault))).toBe(true);
    expect(isClosed(after(well(), fault, fault, fault))).toBe(false);
    expect(isClosed(after(answered(after(well(), fault, fault)), fault, fault))).toBe(true);
  });

  test('lets one look at a time, and closes only when that goes well', () => {
    const open = after(well(), 'down');
    expect([isDue(open, 1_999), isDue(open, 2_000), isDue(trying(open), 9_999)]).toEqual([false, true, false]);
    expect(isClosed(answered(open))).toBe(false);
    expect(isClosed(answered(trying(open)))).toBe(false);
    expect(well()).toMatchObject({ state: 'closed', openSince: null, fault: null });
  });

  test('waits longer after each failed look, at most half a minute, and remembers since when it is open', () => {
    let breaker = after(well(), 'down');
    const pauses: number[] = [];
    for (let look = 0; look < 8; look += 1) {
      breaker = failed(trying(breaker), 'slow', breaker.retryAt);
      pauses.push(breaker.pause);
      expect(breaker.openSince).toBe(1_000);
    }
    expect(pauses).toEqual([4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000, 30_000]);
  });

  test('ignores late faults while it is open', () => {
    const open = after(well(), 'down');
    expect(failed(open, 'slow', 5_000)).toBe(open);
  });

  test('whatever happens, after a good look it is closed and fresh', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...KINDS)), (faults) => {
      const breaker = after(well(), ...faults);
      return breaker.pause <= 30_000 && (isClosed(breaker) || breaker.openSince === 1_000) && isClosed(well());
    }));
  });
});
