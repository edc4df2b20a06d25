import fc from 'fast-check';
import { addDays } from '../../../src/kernel/dates.ts';
import { ZERO, add, toDecimal } from '../../../src/kernel/quantity.ts';
import { capacityFigures, producedBy } from '../../../src/features/commitments/capacity.ts';
import { needFigures, offerFigures } from '../../../src/features/commitments/figures.ts';
import { ASKED, CAPACITY, STOCK, World, moves } from './world.ts';
import type { Row } from './world.ts';

/* The figures once more, from the rows of the history alone and in plain numbers. */
const parcelsUnderWay = (rows: readonly Row[]): Map<string, number> => {
  const parcels = new Map<string, number>();
  for (const { id, action, before, after, deliveryId } of rows) {
    if (action === 'send') parcels.set(`${id} ${deliveryId}`, Number(after.sent) - Number(before?.sent));
    if (action === 'confirm-receipt') parcels.delete(`${id} ${deliveryId}`);
  }
  return parcels;
};

const recomputed = (rows: readonly Row[]): Record<string, number> => {
  const last = new Map(rows.map((row) => [row.id, row.after]));
  const parcels = parcelsUnderWay(rows);
  const figures = { proposed: 0, promised: 0, sent: 0, received: 0, onTheWay: 0 };
  for (const [id, { state, quantity, sent, received }] of last) {
    const live = ['accepted', 'in-production', 'partly-sent', 'sent'].includes(state);
    figures.proposed += state === 'proposed' ? Number(quantity) : 0;
    figures.promised += live ? Number(quantity) : Number(received);
    figures.sent += Number(sent);
    figures.received += Number(received);
    for (const [key, amount] of parcels) figures.onTheWay += live && key.startsWith(`${id} `) ? amount : 0;
  }
  const surplus = Math.max(0, figures.received - 1000);
  return { ...figures, open: Math.max(0, 1000 - figures.promised), surplus };
};

const check = (world: World): void => {
  const { bar, proposed, promised, sent, received, onTheWay, open, surplus } = needFigures(ASKED, world.all);
  const figures = { proposed, promised, sent, received, onTheWay, open, surplus };
  expect(
    Object.fromEntries(Object.entries(figures).map(([name, amount]) => [name, Number(toDecimal(amount))])),
  ).toEqual(recomputed(world.rows));
  expect([bar.received, bar.onTheWay, bar.notYetSent, bar.open].reduce(add)).toBe(ASKED);
  for (const part of Object.values(bar)) expect(part >= ZERO).toBe(true);
  expect(bar.hatched <= bar.open).toBe(true);
  for (let day = 0; day <= 45; day += 1) {
    const date = addDays('2020-03-16', day);
    const { promised: used } = capacityFigures(CAPACITY, world.from('capacity'), date);
    expect(used <= producedBy(CAPACITY, date)).toBe(true);
  }
};

const histories = fc.array(moves, { minLength: 20, maxLength: 90 });

test('figures equal their recomputation from the history; bar and capacity hold after every step', () => {
  fc.assert(
    fc.property(histories, fc.boolean(), (history, honest) => {
      const world = new World(honest);
      for (const move of history) if (world.play(move)) check(world);
    }),
    { numRuns: 60 },
  );
});

test('promised never passes asked, nor stock what there is, unless reality brought more', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const world = new World(true);
      for (const move of history) {
        if (!world.play(move)) continue;
        const { promised, open, bar } = needFigures(ASKED, world.all);
        expect(promised <= ASKED).toBe(true);
        expect(bar.open).toBe(open);
        expect(offerFigures(STOCK, world.from('stock')).free >= ZERO).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});

test('the random lives are lives: every action happens, every state is reached', () => {
  const actions = new Set<string>();
  const states = new Set<string>();
  const sample = fc.sample(histories, { numRuns: 150, seed: 2020 });
  for (const history of sample) {
    const world = new World(false);
    for (const move of history) world.play(move);
    for (const { action, after } of world.rows) {
      actions.add(action);
      states.add(after.state);
    }
  }
  expect([actions.size, states.size]).toEqual([13, 10]);
});
