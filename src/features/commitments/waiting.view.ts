import { isPositive } from '../../kernel/quantity.ts';
import type { Actor } from '../../kernel/actor.ts';
import { waitsFor } from './answer.ts';
import { commitmentRow, type CommitmentRowView } from './commitment-row.view.ts';
import { ownSide } from './commitment.policy.ts';
import { isLive, stillToSend, unconfirmed, waitsForItsEnd, type Commitment, type Side } from './commitment.ts';
import type { ListedCommitment } from './commitments.queries.ts';
import type { Reader } from './wording.ts';

/** What a commitment wants of a side now. */
type Task = 'toAnswer' | 'toConfirm' | 'toSend' | 'toComplete' | 'withOthers';

/** What waits for an organisation, and what waits for others. */
export type WaitingGroups = Record<Task, CommitmentRowView[]>;

function taskOf(c: Commitment, side: Side | null): Task {
  if (side !== null && waitsFor(c).includes(side)) return 'toAnswer';
  if (side === 'owner' && unconfirmed(c).length > 0) return 'toConfirm';
  if (side === 'supplier' && isLive(c) && isPositive(stillToSend(c))) return 'toSend';
  return side === 'supplier' && waitsForItsEnd(c) ? 'toComplete' : 'withOthers';
}

/** The open commitments of the actor's organisation in groups by what they want of it. */
export function waiting(reader: Reader, actor: Actor, open: readonly ListedCommitment[]): WaitingGroups {
  const groups: WaitingGroups = { toAnswer: [], toConfirm: [], toSend: [], toComplete: [], withOthers: [] };
  for (const listed of open) {
    groups[taskOf(listed.commitment, ownSide(actor, listed.commitment))].push(commitmentRow(reader, listed));
  }
  return groups;
}
