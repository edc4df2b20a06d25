import { united } from '../../../src/search/standing-in.ts';
import { mistrust } from '../../../src/search/watch.ts';
import { differing } from '../../../src/search/sync.ts';
import type { IndexRow } from '../../../src/search/sync.repository.ts';

const ROW: IndexRow = {
  signature: 'ours', documents: 1, drift: 0, repaired: 0, checkedAt: new Date(0), checkedAgo: 60, fault: null, faultAt: null, waiting: 0,
  waitingFor: 0, rebuild: null,
};

test.each<[string, Partial<IndexRow>, ReturnType<typeof mistrust>]>([
  ['as it should be', {}, null],
  ['made by something else', { signature: 'theirs' }, 'to-build'],
  ['never made', { signature: null }, 'to-build'],
  ['a change that has just come', { waiting: 1, waitingFor: 9 }, null],
  ['a change that waits', { waiting: 1, waitingFor: 11 }, 'behind'],
  ['never checked', { checkedAgo: null, checkedAt: null }, 'behind'],
  ['not checked for an hour', { checkedAgo: 3_600 }, 'behind'],
])('an index %s', (_, row, expected) => expect(mistrust({ ...ROW, ...row }, 'ours')).toBe(expected));

test.each<[string[], string[], number, string[]]>([
  [['a', 'b'], [], 5, ['a', 'b']],
  [['a', 'b'], ['b', 'c'], 5, ['a', 'b', 'c']],
  [[], ['c'], 5, ['c']],
  [['a', 'b'], ['c'], 0, []],
  [['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'], ['x', 'y', 'z'], 10, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'x']],
  [['a', 'b', 'c'], ['x', 'y'], 4, ['a', 'b', 'c', 'x']],
])('candidates %j and %j, at most %d, are %j', (own, others, limit, expected) => expect(united(own, others, limit)).toEqual(expected));

test('entries differ in version, cover and visibility, and by being there', () => {
  const entry = (id: string, version = 1, covered = false, visibility = 'public') => ({ id, version, covered, visibility });
  const held = [entry('same'), entry('old'), entry('covered'), entry('hidden'), entry('stray')];
  const wanted = [entry('same'), entry('old', 2), entry('covered', 1, true), entry('hidden', 1, false, 'members'), entry('missing')];
  expect(differing(held, wanted)).toEqual(['old', 'covered', 'hidden', 'stray', 'missing']);
});
