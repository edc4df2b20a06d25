import { freeSaid } from '../../../src/features/commitments/free-said.ts';
import { figuresFrom } from '../../../src/features/commitments/figures.ts';
import { presetOf } from '../../../src/features/commitments/proposal-form.view.ts';
import { toDecimal, ZERO, quantityFrom as q, type Unit } from '../../../src/kernel/quantity.ts';
import type { Post } from '../../../src/features/posts/index.ts';

test.each<[Unit, string, string]>([
  ['usl', '23.428', '23'], ['usl', '0.714', '0.714'], ['l', '1071.428', '1071'], ['l', '100', '100'], ['h', '42.857', '42.8'], ['kg', '1.428', '1.42'],
  ['kg', '0.142', '0.142'], ['szt', '14', '14'], ['kg', '0', '0'], ['l', '-2.857', '-2.857'],
])('of a capacity in %s, %s is told as %s', (unit, free, told) => {
  expect(toDecimal(freeSaid({ unit, supplyMode: 'capacity' }, q(free)))).toBe(told);
});

test('stock is told as it is', () => {
  expect(toDecimal(freeSaid({ unit: 'kg', supplyMode: 'stock' }, q('350.125')))).toBe('350.125');
});

test('a form starts with what is told, and with all that is open where the offer has it', () => {
  const post = (changes: Partial<Post>) => ({ id: 'o', unit: 'usl', packSize: null, terms: 'gift', neededBy: null, ...changes }) as Post;
  const none = { proposed: ZERO, promised: ZERO, sent: ZERO, received: ZERO, onTheWay: ZERO };
  const preset = (open: string, free: string) =>
    presetOf(post({}), figuresFrom(q(open), none), post({ supplyMode: 'capacity' }), q(free), new Date('2020-03-16T11:00:00Z'))['quantity'];
  expect(preset('30', '23.428')).toBe('23');
  expect(preset('23.2', '23.428')).toBe('23,2');
  expect(preset('12', '23.428')).toBe('12');
});
