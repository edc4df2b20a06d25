import { actsOnBehalf, isMember, isOffice, organisationOf, type Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { possibleActions, type Acting, type Action } from './transitions.ts';
import type { Commitment, Side } from './commitment.ts';

type Sides = Pick<Commitment, 'supplierId' | 'ownerId'>;

/** The side whose people the actor belongs to; null for the office and for everybody else. */
export function ownSide(actor: Actor, { supplierId, ownerId }: Sides): Side | null {
  const own = organisationOf(actor);
  if (own === null) return null;
  return own === supplierId ? 'supplier' : own === ownerId ? 'owner' : null;
}

/** Every way in which this actor may act on it, most natural first; the office as itself comes last. */
export function waysToAct(actor: Actor, sides: Sides): Acting[] {
  if (actor.kind === 'system') return [{ party: 'clock' }];
  const side = ownSide(actor, sides);
  if (side && actsOnBehalf(actor)) return [{ party: 'office', onBehalfOf: side }];
  if (side) return isMember(actor) ? [{ party: side }] : [];
  if (!isOffice(actor)) return [];
  return [
    { party: 'office', onBehalfOf: 'supplier' },
    { party: 'office', onBehalfOf: 'owner' },
    { party: 'office', onBehalfOf: null },
  ];
}

/** An action and as whom: what a button of the page does. */
export interface PossibleAct {
  action: Action;
  acting: Acting;
}

/**
 * The buttons of this actor now. The office acts as itself where it may, else for the side whose turn it is.
 */
export function possibleActs(actor: Actor, c: Commitment): PossibleAct[] {
  const acts = waysToAct(actor, c).flatMap((acting) => possibleActions(c, acting).map((action) => ({ action, acting })));
  const asItself = new Set(acts.filter(({ acting }) => acting.party === 'office' && acting.onBehalfOf === null).map(({ action }) => action));
  return acts.filter(({ action, acting }) =>
    acting.party !== 'office' || acting.onBehalfOf === null || !asItself.has(action));
}

/**
 * As whom the actor does this. `onBehalfOf` is what an office person chose; without it the first way that is possible.
 * @throws DomainError not-allowed for a member of an organisation that the office has not approved
 */
export function actingFor(actor: Actor, c: Commitment, action: Action, onBehalfOf?: Side | null): Acting {
  const ways = waysToAct(actor, c);
  const [first] = ways;
  if (!first) throw new DomainError('not-allowed', 'commitment.not-approved');
  const chosen = onBehalfOf === undefined ? undefined : ways.find((way) => way.party === 'office' && way.onBehalfOf === onBehalfOf);
  return chosen ?? possibleActs(actor, c).find((act) => act.action === action)?.acting ?? first;
}

/** Names of those who are told of what this actor does: the other side, or both when the office acts (see `commitment.emails.ts`). */
export function toldOf(
  actor: Actor, { commitment, supplierName, ownerName }: { commitment: Sides; supplierName: string; ownerName: string },
): string {
  const party = waysToAct(actor, commitment)[0]?.party;
  if (party === 'supplier') return ownerName;
  return party === 'owner' ? supplierName : `${supplierName}, ${ownerName}`;
}
