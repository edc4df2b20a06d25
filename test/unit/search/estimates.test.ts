import { estimates, type Counts } from '../../../src/search/postgres/count.ts';

const about = (total: number): Counts => ({ total, totalExact: false, facets: { exact: false, kinds: [], concepts: [], regions: [], terms: [] } });
const asked = (...values: unknown[]) => ({ statement: 'SELECT', values });

test('an estimate is good for half a minute, for the same question alone', () => {
  let now = 0;
  const kept = estimates(() => now);
  expect(kept.keep(asked('2026-11-22'), about(5_000))).toEqual(about(5_000));
  now = 29_999;
  expect(kept.find(asked('2026-11-22'))?.total).toBe(5_000);
  expect(kept.find(asked('2026-11-23'))).toBeUndefined();
  expect(kept.find({ statement: 'SELECT 1', values: ['2026-11-22'] })).toBeUndefined();
  now = 30_000;
  expect(kept.find(asked('2026-11-22'))).toBeUndefined();
  kept.keep(asked('2026-11-22'), about(6_000));
  expect(kept.find(asked('2026-11-22'))?.total).toBe(6_000);
});

test('of many questions the oldest is forgotten', () => {
  const kept = estimates(() => 0);
  for (let at = 0; at < 201; at += 1) kept.keep(asked(at), about(at));
  expect(kept.find(asked(0))).toBeUndefined();
  expect([kept.find(asked(1))?.total, kept.find(asked(200))?.total]).toEqual([1, 200]);
});
