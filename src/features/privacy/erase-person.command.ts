import { joining, type UnitOfWork, type Work } from '../../db/unit-of-work.ts';
import { system, type Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { withdrawPost, type PostCommandDeps } from '../posts/index.ts';
import { tiesOf, type Ties } from './erasure.queries.ts';
import { closeOrganisation, eraseEverywhere, lockPerson } from './erasure.repository.ts';

export interface ErasureDeps {
  uow: UnitOfWork;
  postCommands: PostCommandDeps;
}

const gone = (): DomainError => new DomainError('not-found', 'errors.not-found');

/** What stands in the way of erasing a person, as a refusal; null when nothing does. */
export function inTheWay({ handOver, closing, lastAdministrator }: Ties): DomainError | null {
  const [first] = handOver;
  if (first) return new DomainError('conflict', 'privacy.erase.hand-over', { organisation: first.name });
  const open = closing.find(({ openCommitments }) => openCommitments > 0);
  if (open) return new DomainError('conflict', 'privacy.erase.open-commitments', { organisation: open.name, count: open.openCommitments });
  return lastAdministrator ? new DomainError('conflict', 'privacy.erase.last-administrator') : null;
}

/* Somebody acts for one organisation at a time, and may be leaving several. */
const actingFor = (actor: Actor, { id, name }: Ties['closing'][number]): Actor =>
  actor.kind === 'person' ? { ...actor, organisation: { id, name, role: 'organisation-admin', approved: false } } : actor;

/* Through the door of posts, so that the index, the history and waiting matches follow. */
async function clearBoard(deps: ErasureDeps, work: Work, actor: Actor, { closing }: Ties): Promise<void> {
  const commands = joining({ ...deps.postCommands, uow: deps.uow }, work);
  for (const organisation of closing) {
    for (const postId of organisation.livePosts) await withdrawPost(commands, actingFor(actor, organisation), postId, 'closed');
  }
}

async function mayGo({ manager }: Work, personId: string): Promise<Ties> {
  const ties = await tiesOf(manager, personId);
  const refusal = inTheWay(ties);
  if (refusal) throw refusal;
  return ties;
}

/**
 * Erases a person for good, all or nothing. What they did for organisations (posts, commitments, history) stays without
 * their name; an organisation in which nobody else is closes. Asked by the person, who has proved to be it, or by the operator.
 * @throws DomainError not-found; conflict with what has to be settled first
 */
export async function erasePerson(deps: ErasureDeps, personId: string, asked: { by: 'self' | 'operator'; actor: Actor }): Promise<void> {
  await deps.uow.run(async (work) => {
    const person = await lockPerson(work.manager, personId);
    if (!person) throw gone();
    await clearBoard(deps, work, asked.by === 'self' ? asked.actor : system, await mayGo(work, personId));
    const { closing } = await mayGo(work, personId);
    if (closing.some(({ livePosts }) => livePosts.length > 0)) throw new DomainError('conflict', 'privacy.erase.posted-meanwhile');
    for (const { id } of closing) await closeOrganisation(work.manager, id);
    await eraseEverywhere(work.manager, person, asked.by, work.now);
  });
}
