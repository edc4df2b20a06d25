import type { Run } from '../../../src/search/postgres/bindings.ts';
import { rarityIn } from '../../../src/search/postgres/rarity.ts';

test('common lexemes are told with their number, rare ones are left out, and the database is asked once for many questions', async () => {
  let asked = 0;
  const run = (async () => {
    asked += 1;
    return [{ lexeme: '#mask', documents: 10 }, { lexeme: 'szt', documents: 400 }];
  }) as unknown as Run;
  const rarity = rarityIn(run);
  expect(await rarity(['#mask', 'rzadkosc'])).toEqual(new Map([['#mask', 10]]));
  expect(await rarity(['szt'])).toEqual(new Map([['szt', 400]]));
  expect(asked).toBe(1);
});
