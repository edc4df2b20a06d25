import { organisationOf, type Actor } from '../../kernel/actor.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { recordDisclosure, type Disclosed } from '../evidence/index.ts';
import type { CommitmentPage, Contact } from './commitments.queries.ts';

/* A name that stands on the board anyway is no delivery detail. */
const saysSomething = ({ person, phone, address, hours }: Contact): boolean => [person, phone, address, hours].some(Boolean);

/**
 * Notes that this reader is shown the delivery details of a commitment, at each side whose details they are and that is
 * not the reader's own. It records the reading and changes nothing else, so a page that is fetched may do it.
 */
export async function noteContactViews({ uow }: { uow: UnitOfWork }, actor: Actor, page: CommitmentPage, what: Disclosed): Promise<void> {
  const { commitment, contacts } = page;
  if (!contacts || actor.kind !== 'person') return;
  const sides = [[commitment.ownerId, contacts.owner], [commitment.supplierId, contacts.supplier]] as const;
  const shown = sides.filter(([id, contact]) => id !== organisationOf(actor) && saysSomething(contact));
  if (shown.length === 0) return;
  await uow.run(async ({ manager, now }) => {
    for (const [organisationId] of shown) await recordDisclosure(manager, actor, now, { what, commitmentId: commitment.id, organisationId });
  });
}
