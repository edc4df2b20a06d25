import type { EntityManager } from 'typeorm';
import { prepared } from '../../db/prepared.ts';
import { isMember, organisationOf, type Actor } from '../../kernel/actor.ts';
import { matchedOffers } from '../matches/index.ts';
import { postRepository, type Post } from '../posts/index.ts';
import { figureQueries } from './figures.queries.ts';
import { planRemainder, remainderDay, type AnsweringOffer, type Remainder } from './remainder.ts';

/** A firm that is approved and not the owner itself may supply, unless a proposal of its own still waits. */
async function mayPropose(manager: EntityManager, actor: Actor, need: Post): Promise<boolean> {
  const own = organisationOf(actor);
  if (!isMember(actor) || own === null || own === need.organisationId) return false;
  if (need.kind !== 'need' || need.state !== 'published') return false;
  const waiting = await manager.query<unknown[]>(
    prepared(`SELECT 1 FROM commitment WHERE need_id = $1 AND supplier_id = $2 AND state = 'proposed' LIMIT 1`), [need.id, own]);
  return waiting.length === 0;
}

async function answering(manager: EntityManager, actor: Actor, need: Post, now: Date): Promise<AnsweringOffer[]> {
  const ids = await matchedOffers(manager, need.id, organisationOf(actor) ?? '');
  const figures = await figureQueries(manager).offerFigures(ids, now, remainderDay(need, now));
  const offers: AnsweringOffer[] = [];
  for (const id of ids) offers.push({ offer: await postRepository(manager).get(actor, id), free: figures.get(id)?.free ?? null });
  return offers;
}

/** What the actor's organisation can propose for this need with one press; null when it cannot. */
export async function remainderOf(manager: EntityManager, actor: Actor, need: Post, now: Date): Promise<Remainder | null> {
  if (!(await mayPropose(manager, actor, need))) return null;
  const figures = (await figureQueries(manager).needFigures([need.id])).get(need.id);
  return figures ? planRemainder(need, figures.open, await answering(manager, actor, need, now), now) : null;
}
