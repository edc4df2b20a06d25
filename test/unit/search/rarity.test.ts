import type { Run } from '../../../src/search/postgres/bindings.ts';
import { rarityIn } from '../../../src/search/postgres/rarity.ts';

/** A database that counts how often it is asked; fails while `away`. */
function setting() {
  const state = { asked: 0, away: false, now: 0, documents: 10 };
  const run = (async () => {
    state.asked += 1;
    if (state.away) throw new Error('away');
    return [{ lexeme: '#mask', documents: state.documents }];
  }) as unknown as Run;
  return { state, rarity: rarityIn(run, () => state.now) };
}

test('common lexemes are told with their number, rare ones are left out', async () => {
  expect(await setting().rarity(['#mask', 'rzadkosc'])).toEqual(new Map([['#mask', 10]]));
});

test('many questions of one minute ask the database once, also at the same time', async () => {
  const { state, rarity } = setting();
  await Promise.all([rarity(['#mask']), rarity(['#mask'])]);
  state.now = 59_999;
  state.documents = 20;
  expect((await rarity(['#mask'])).get('#mask')).toBe(10);
  expect(state.asked).toBe(1);
  state.now = 60_000;
  expect((await rarity(['#mask'])).get('#mask')).toBe(20);
});

test('a failure is told and not kept', async () => {
  const { state, rarity } = setting();
  state.away = true;
  await expect(rarity(['#mask'])).rejects.toThrow('away');
  state.away = false;
  expect((await rarity(['#mask'])).get('#mask')).toBe(10);
});
