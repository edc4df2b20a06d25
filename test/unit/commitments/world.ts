import fc from 'fast-check';
import { addDays } from '../../../src/kernel/dates.ts';
import { isDomainError } from '../../../src/kernel/errors.ts';
import { scale, toDecimal } from '../../../src/kernel/quantity.ts';
import { accept, counter, decline, lapse, withdraw } from '../../../src/features/commitments/answer.ts';
import { capacityFigures } from '../../../src/features/commitments/capacity.ts';
import { isLive, stillToSend, unconfirmed } from '../../../src/features/commitments/commitment.ts';
import { needFigures, offerFigures } from '../../../src/features/commitments/figures.ts';
import {
  complete,
  confirmReceipt,
  correctReceipt,
  fail,
  send,
  start,
} from '../../../src/features/commitments/fulfilment.ts';
import { ask, propose } from '../../../src/features/commitments/proposal.ts';
import { NOW, arrival, at, office, officeForOwner, owner, parcel, proposal, q, supplier } from './cast.ts';
import type { Capacity } from '../../../src/features/commitments/capacity.ts';
import type { Commitment } from '../../../src/features/commitments/commitment.ts';
import type { CommitmentEvent, Step } from '../../../src/features/commitments/step.ts';
import type { Room } from '../../../src/features/commitments/answer.ts';

/* Random lives of many commitments of one need: half from a stock of 40 packages of 20, half from a capacity. */
export const ASKED = q('1000');
export const STOCK = q('40');
const PIECES = { unit: 'szt' } as const;
const PACKAGES = { unit: 'opak', packSize: 20 } as const;
export const CAPACITY: Capacity = { perWeek: q('140'), unit: 'szt', from: '2020-03-16', to: '2020-04-30' };

const MOVES = [
  'propose',
  'ask',
  'accept',
  'accept-less',
  'accept-surplus',
  'counter',
  'decline',
  'withdraw',
  'lapse',
  'start',
  'send',
  'send',
  'confirm',
  'confirm',
  'correct',
  'complete',
  'fail',
] as const;

export type Move = {
  readonly move: (typeof MOVES)[number];
  readonly pick: number;
  readonly amount: number;
  readonly day: number;
  readonly who: number;
};
export type Row = CommitmentEvent & { readonly id: string };

/** One random move. */
export const moves = fc.record({
  move: fc.constantFrom(...MOVES),
  pick: fc.nat(7),
  amount: fc.integer({ min: 0, max: 500 }),
  day: fc.nat(40),
  who: fc.nat(3),
});

export class World {
  readonly commitments = new Map<string, Commitment>();
  readonly rows: Row[] = [];
  readonly honest: boolean;

  /* Honest: no surplus taken, nothing arrives that was not sent, nothing is confirmed after the end. */
  constructor(honest: boolean) {
    this.honest = honest;
  }

  get all(): Commitment[] {
    return [...this.commitments.values()];
  }

  from(offerId: string): Commitment[] {
    return this.all.filter((c) => c.offerId === offerId);
  }

  private room(c: Commitment): Room {
    const free =
      c.offerId === 'stock'
        ? offerFigures(STOCK, this.from('stock')).free
        : capacityFigures(CAPACITY, this.from('capacity'), c.by).free;
    return { open: needFigures(ASKED, this.all).open, free };
  }

  private begin({ move, amount, day, who }: Move): Step {
    const stock = amount % 2 === 0;
    const quantity = q(String(amount));
    const p = proposal('1', {
      id: `c${this.commitments.size}`,
      quantity,
      by: addDays('2020-03-16', day),
      orPart: who % 2 === 0,
      offerId: stock ? 'stock' : 'capacity',
      offerUse: stock ? scale(quantity, 1n, 20n, 'up') : quantity,
    });
    if (move === 'propose') return propose(p, at(supplier), { urgent: true, neededBy: null });
    return ask(p, at(who === 3 ? office : owner), {
      urgent: true, neededBy: null,
      officeMayAccept: who === 2,
      takesSurplus: !this.honest,
    });
  }

  private answer(c: Commitment, { move, amount, day, who }: Move): Step {
    const context = {
      ...at(c.supplierYes ? ([owner, officeForOwner][who % 2] ?? owner) : supplier),
      measures: { need: PIECES, offer: c.offerId === 'stock' ? PACKAGES : PIECES },
      room: this.room(c),
    };
    const quantity = q(String(amount));
    switch (move) {
      case 'accept-less':
        return accept(c, { quantity }, context);
      case 'accept-surplus':
        return accept(c, { takesSurplus: !this.honest }, context);
      case 'counter':
        return counter(c, { quantity, by: addDays('2020-03-16', day) }, context);
      case 'decline':
        return decline(c, 'no', context);
      case 'lapse':
        return lapse(c, new Date(NOW.getTime() + amount * 3_600_000));
      default:
        return accept(c, {}, context);
    }
  }

  private parcelSent(c: Commitment, { amount, who }: Move): Step {
    const sent = who === 3 ? toDecimal(stillToSend(c)) : String(amount);
    return send(c, parcel(sent, `d${c.deliveries.length}`), at(supplier));
  }

  private arrived(c: Commitment, { move, amount }: Move): Step {
    const wanted = (move === 'confirm' ? unconfirmed(c) : c.deliveries)[0];
    const most = this.honest && wanted ? Math.min(amount, Number(toDecimal(wanted.sent))) : amount;
    const what = { ...arrival(String(most)), differences: 'counted' };
    return move === 'confirm'
      ? confirmReceipt(c, wanted?.id ?? '', what, at(owner))
      : correctReceipt(c, wanted?.id ?? '', what, 'again', at(owner));
  }

  private fulfil(c: Commitment, move: Move): Step {
    const side = at([supplier, owner, office, supplier][move.who] ?? supplier);
    switch (move.move) {
      case 'start':
        return start(c, at(supplier));
      case 'send':
        return this.parcelSent(c, move);
      case 'confirm':
      case 'correct':
        return this.arrived(c, move);
      case 'complete':
        return complete(c, side);
      case 'fail':
        return fail(c, 'broke', side);
      default:
        return withdraw(c, 'no', side);
    }
  }

  /** Plays one move; null when the domain refused it. Anything thrown but a refusal is a fault. */
  play(move: Move): Step | null {
    const c = this.all[move.pick % Math.max(1, this.commitments.size)];
    try {
      const next = this.step(move, c);
      if (!next) return null;
      this.commitments.set(next.commitment.id, deepFreeze(next.commitment));
      this.rows.push({ ...next.event, id: next.commitment.id });
      return next;
    } catch (error) {
      if (isDomainError(error)) return null;
      throw error;
    }
  }

  private step(move: Move, c: Commitment | undefined): Step | null {
    if (move.move === 'propose' || move.move === 'ask') return this.begin(move);
    if (!c) return null;
    const late = (move.move === 'confirm' || move.move === 'correct') && !isLive(c);
    if (late && this.honest) return null;
    return c.state === 'proposed' && move.move !== 'withdraw' ? this.answer(c, move) : this.fulfil(c, move);
  }
}

const deepFreeze = <T extends object>(value: T): T => {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) deepFreeze(part);
  return value instanceof Date ? value : Object.freeze(value);
};
