import { createHash } from 'node:crypto';
import type { Actor } from '../../kernel/actor.ts';
import { personOf } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Work } from '../../db/unit-of-work.ts';
import { record } from '../activity/index.ts';
import type { Post } from '../posts/index.ts';
import { commitmentRepository } from './commitment.repository.ts';
import { binding, type Side } from './commitment.ts';
import { actingFor } from './commitment.policy.ts';
import { mailEvent } from './commitment.emails.ts';
import { figureQueries } from './figures.queries.ts';
import { followNeed, matchAgain } from './follow-need.ts';
import { sideOf, type Action } from './transitions.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import type { Stored } from './commitment-records.queries.ts';
import type { NeedFigures } from './figures.ts';
import type { CommitmentEvent, Context, Step } from './step.ts';

/** What is wanted with which commitment. */
export interface Target {
  id: string;
  /** For whom an office person does it; null as the office itself, left out: whoever's turn it is. */
  onBehalfOf?: Side | null | undefined;
  /** The version the person saw; left out when nothing that is agreed depends on it. */
  seen?: number | null | undefined;
}

/** The need and the offer of a commitment, locked, and the need's figures before anything changes. */
export interface Scene {
  work: Work;
  need: Post;
  offer: Post | null;
  figures: NeedFigures;
}

type Verb = (stored: Stored, context: Context, scene: Scene) => Step | Promise<Step>;

/** Locks need and offer and reads the need's figures as they are then. @throws DomainError not-found */
export async function openScene(work: Work, needId: string, offerId: string | null): Promise<Scene> {
  const posts = await commitmentRepository(work.manager).lockPosts([needId, offerId]);
  const need = posts.get(needId);
  const figures = (await figureQueries(work.manager).needFigures([needId])).get(needId);
  if (!need || !figures) throw new DomainError('not-found', 'errors.not-found');
  return { work, need, offer: (offerId === null ? null : posts.get(offerId)) ?? null, figures };
}

/** An event as it is kept: with a digest of what the person asked for, by which the same press is known again. */
type Kept = CommitmentEvent & { readonly asked?: string };

/** The row of the history, in the timelines of the commitment and of its need. */
export function recordEvent(work: Work, actor: Actor, { commitment: c, version }: Stored, event: Kept): Promise<void> {
  const side = event.party === 'office' ? event.onBehalfOf : sideOf({ party: event.party });
  const { at: _, action, ...data } = event;
  return record(work.manager, actor, work.now, {
    action: `commitment.${action}`,
    postId: c.needId,
    commitmentId: c.id,
    organisationId: side === 'supplier' ? c.supplierId : side === 'owner' ? c.ownerId : null,
    onBehalf: event.party === 'office' && event.onBehalfOf !== null,
    data: { ...data, seen: version - 1 },
  });
}

/** Everything that follows from a step once it is stored: history, need and offer, mails. */
export async function follow(
  deps: CommitmentDeps, actor: Actor, scene: Scene, before: Stored['commitment'] | null, stored: Stored, event: Kept,
): Promise<void> {
  const { work, need, offer } = scene;
  await recordEvent(work, actor, stored, event);
  const figures = (await figureQueries(work.manager).needFigures([need.id])).get(need.id) ?? scene.figures;
  await followNeed(deps, work, need, scene.figures, figures);
  if (offer && before && binding(stored.commitment) < binding(before)) await matchAgain(work, offer);
  await mailEvent(deps, work, { actor, need, commitment: stored.commitment, note: stored.note, event, figures });
}

/* Figures, terms, reason, for whom: all that a target carries besides which commitment it is and what was seen of it. */
function digestOf({ id: _id, seen: _seen, ...asked }: Target): string {
  const text = JSON.stringify(asked, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  return createHash('sha256').update(text).digest('hex');
}

/*
 * The same person pressed the same button of the same page again, and asked for the same: after going back somebody may
 * have typed something else. A yes to less may have become a counter.
 */
async function isRepeated(work: Work, actor: Actor, action: Action, stored: Stored, target: Target): Promise<boolean> {
  const { seen } = target;
  if (typeof seen !== 'number' || seen >= stored.version) return false;
  const actions = (action === 'accept' ? ['accept', 'counter'] : [action]).map((name) => `commitment.${name}`);
  return commitmentRepository(work.manager).hasDone(stored.commitment.id, personOf(actor), { actions, seen, asked: digestOf(target) });
}

/**
 * One step of a commitment's life, all or nothing: loads it through the actor, locks its need, its offer and itself,
 * takes the step, writes it and everything that follows. The same press again changes nothing and returns what is there;
 * all that is asked for stands in `target`.
 * @throws DomainError not-found, not-allowed; conflict `commitment.changed-meanwhile`; what the step refuses
 */
export function changeCommitment(
  deps: CommitmentDeps, actor: Actor, action: Action, target: Target, verb: Verb, deliveryKey?: string | null,
): Promise<Stored> {
  return deps.uow.run(async (work) => {
    const commitments = commitmentRepository(work.manager);
    const known = (await commitments.get(actor, target.id)).commitment;
    const scene = await openScene(work, known.needId, known.offerId);
    const stored = await commitments.lock(actor, target.id);
    if (await isRepeated(work, actor, action, stored, target)) return stored;
    const acting = actingFor(actor, stored.commitment, action, target.onBehalfOf);
    if (typeof target.seen === 'number' && target.seen !== stored.version) {
      throw new DomainError('conflict', 'commitment.changed-meanwhile');
    }
    const step = await verb(stored, { now: work.now, acting }, scene);
    const after = await commitments.update(stored, step.commitment, work.now, deliveryKey);
    await follow(deps, actor, scene, stored.commitment, after, { ...step.event, asked: digestOf(target) });
    return after;
  });
}
