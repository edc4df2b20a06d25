import { isMember, isOffice, organisationOf, type Actor } from '../../kernel/actor.ts';
import { DomainError, invalid } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Quantity } from '../../kernel/quantity.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import { organisationQueries } from '../organisations/index.ts';
import { postRepository, type Post } from '../posts/index.ts';
import { commitmentRepository } from './commitment.repository.ts';
import { follow, openScene, type Scene } from './change-commitment.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import type { Stored } from './commitment-records.queries.ts';
import { useOfOffer, type Terms } from './commitment.ts';
import type { Proposal } from './proposal.ts';
import type { Context, Step } from './step.ts';
import type { Acting } from './transitions.ts';

/** What a person states to propose or to ask; quantity in the need's unit. */
export interface NewCommitment {
  needId: string;
  /** Null: plainly, without an offer. */
  offerId: string | null;
  /** The firm that supplies; null for the actor's own, where the actor proposes. */
  supplierId: string | null;
  quantity: Quantity;
  /** In the offer's own unit; computed where the units can be, unknown when null. */
  offerUse: Quantity | null;
  by: LocalDate;
  terms: Terms;
  orPart: boolean;
  note: string | null;
  submissionKey: string | null;
  digest: string;
}

const isOpenNeed = (post: Post): boolean => post.kind === 'need' && post.state === 'published';

/* A firm that the office has not approved could not answer; an offer must be that firm's own and on the board. */
async function checkSupplier({ work, offer }: Scene, supplierId: string, offerId: string | null): Promise<void> {
  const supplier = await organisationQueries(work.manager).find(supplierId);
  if (supplier?.membership !== 'approved') throw invalid({ supplier: { key: 'commitment.supplier-not-approved' } });
  if (offerId === null) return;
  if (!offer || offer.kind !== 'offer' || offer.organisationId !== supplierId || offer.state !== 'published') {
    throw invalid({ offer: { key: 'commitment.offer-gone' } });
  }
}

/** The start of a commitment by its side: `acting` is checked against who the actor is. */
export interface Start {
  input: NewCommitment;
  /** Null when nobody was named. */
  supplierId: string | null;
  acting(actor: Actor, need: Post): Acting;
  verb(proposal: Proposal, context: Context, scene: Scene): Step | Promise<Step>;
}

const checkActor = (actor: Actor): void => {
  if (!isMember(actor)) throw new DomainError('not-allowed', 'commitment.not-approved');
};

/**
 * Stores a new proposal or request. The same submit again returns what the first one made.
 * @throws DomainError not-found for needs the actor may not see; conflict `commitment.need-ended` when no more proposals
 * are taken, `commitment.key-used`; not-allowed; invalid with the fields
 */
export async function startCommitment(deps: CommitmentDeps, actor: Actor, { input, supplierId, acting, verb }: Start): Promise<Stored> {
  checkActor(actor);
  return deps.uow.run(async (work) => {
    const commitments = commitmentRepository(work.manager);
    const submission = { key: input.submissionKey, digest: input.digest };
    const earlier = await commitments.submitted(submission);
    if (earlier) return earlier;
    await postRepository(work.manager).get(actor, input.needId);
    const scene = await openScene(work, input.needId, input.offerId);
    const { need, offer } = scene;
    if (!isOpenNeed(need)) throw new DomainError('conflict', 'commitment.need-ended');
    const context = { now: work.now, acting: acting(actor, need) };
    if (supplierId === null) throw invalid({ supplier: { key: 'commitment.supplier-missing' } });
    await checkSupplier(scene, supplierId, input.offerId);
    const { quantity, by, terms, orPart } = input;
    const step = await verb({
      id: newId(), needId: need.id, offerId: offer?.id ?? null, supplierId, ownerId: need.organisationId,
      quantity, unit: need.unit, offerUse: useOfOffer(scene, quantity, input.offerUse), by, terms, orPart,
    }, context, scene);
    const stored = await commitments.insert(step.commitment, input.note, submission, work.now);
    await follow(deps, actor, scene, null, stored, step.event);
    return stored;
  });
}

/** The office may do it for a firm; a person only for the own one. */
export const speaksFor = (actor: Actor, organisationId: string): boolean =>
  organisationOf(actor) === organisationId || isOffice(actor);
