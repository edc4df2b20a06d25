import { toDecimal } from '../../../src/kernel/quantity.ts';
import { accept } from '../../../src/features/commitments/answer.ts';
import { complete, confirmReceipt, fail, send } from '../../../src/features/commitments/fulfilment.ts';
import { needFigures } from '../../../src/features/commitments/figures.ts';
import { propose } from '../../../src/features/commitments/proposal.ts';
import { arrival, at, owner, parcel, proposal, q, supplier } from './cast.ts';
import type { Commitment } from '../../../src/features/commitments/commitment.ts';
import type { NeedFigures } from '../../../src/features/commitments/figures.ts';

const patience = { urgent: false, neededBy: null };

const printed = ({ proposed, promised, sent, received, onTheWay, open, surplus }: NeedFigures): object =>
  Object.fromEntries(
    Object.entries({ proposed, promised, sent, received, onTheWay, open, surplus }).map(([name, amount]) => [
      name,
      toDecimal(amount),
    ]),
  );

const barOf = ({ bar }: NeedFigures): string =>
  [bar.received, bar.onTheWay, bar.notYetSent, bar.open].map(toDecimal).join(' | ');

/* The worked example of the page of figures, asked for 1 000, in its own order. */
describe.each([
  ['says "or part of it"', true],
  ['is asked to agree to less', false],
])('when Y %s', (_how, orPart) => {
  let asked = q('1000');
  let x: Commitment;
  let y: Commitment;
  const figures = (): NeedFigures => needFigures(asked, [x, y]);
  const room = (): { open: NeedFigures['open']; free: null } => ({ open: figures().open, free: null });

  test('a proposal reserves nothing and covers nothing', () => {
    x = propose(proposal('300', { id: 'x' }), at(supplier), patience).commitment;
    y = propose(proposal('900', { id: 'y', supplierId: 'firm-y', orPart }), at(supplier), patience).commitment;
    expect(printed(figures())).toMatchObject({ proposed: '1200', promised: '0', open: '1000' });
    expect(barOf(figures())).toBe('0 | 0 | 0 | 1000');
    expect(toDecimal(figures().bar.hatched)).toBe('1000');
  });

  test('300 of X and 700 of Y cover it', () => {
    x = accept(x, {}, { ...at(owner), room: room() }).commitment;
    expect(printed(figures())).toMatchObject({ proposed: '900', promised: '300', open: '700' });
    y = accept(y, { quantity: q('700') }, { ...at(owner), room: room() }).commitment;
    expect(y.state).toBe(orPart ? 'accepted' : 'proposed');
    if (!orPart) y = accept(y, {}, { ...at(supplier), room: room() }).commitment;
    expect(printed(figures())).toMatchObject({ proposed: '0', promised: '1000', open: '0' });
    expect(figures().covered).toBe(true);
    expect(barOf(figures())).toBe('0 | 0 | 1000 | 0');
  });

  test('X sends 300, 250 arrive, "that is all": 50 reopen by themselves', () => {
    x = send(x, parcel('300', 'x1'), at(supplier)).commitment;
    expect(x.state).toBe('sent');
    expect(printed(figures())).toMatchObject({ sent: '300', received: '0', onTheWay: '300', promised: '1000' });
    expect(barOf(figures())).toBe('0 | 300 | 700 | 0');
    x = confirmReceipt(x, 'x1', arrival('250'), at(owner)).commitment;
    expect(printed(figures())).toMatchObject({
      sent: '300',
      received: '250',
      onTheWay: '0',
      promised: '1000',
      open: '0',
    });
    x = complete(x, at(supplier)).commitment;
    expect(x.state).toBe('completed');
    expect(printed(figures())).toMatchObject({ promised: '950', received: '250', open: '50' });
    expect(figures().covered).toBe(false);
    expect(barOf(figures())).toBe('250 | 0 | 700 | 50');
  });

  test('Y sends 400 and its press breaks: 350 are open', () => {
    y = send(y, parcel('400', 'y1'), at(supplier)).commitment;
    expect(y.state).toBe('partly-sent');
    y = confirmReceipt(y, 'y1', arrival('400'), at(owner)).commitment;
    y = fail(y, 'Pękła prasa', at(supplier)).commitment;
    expect(printed(figures())).toEqual({
      proposed: '0',
      promised: '650',
      sent: '700',
      received: '650',
      onTheWay: '0',
      open: '350',
      surplus: '0',
    });
    expect(barOf(figures())).toBe('650 | 0 | 0 | 350');
  });

  test('the clinic raises what it asks to 1 200: 550 are open', () => {
    asked = q('1200');
    expect(printed(figures())).toMatchObject({ promised: '650', open: '550' });
    expect(barOf(figures())).toBe('650 | 0 | 0 | 550');
  });
});
