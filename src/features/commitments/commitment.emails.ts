import { personOf, type Actor } from '../../kernel/actor.ts';
import { quantityFrom, subtract, sum } from '../../kernel/quantity.ts';
import type { Work } from '../../db/unit-of-work.ts';
import type { Recipient } from '../../mail/outbox.repository.ts';
import { membersOf, officeRecipients } from '../accounts/index.ts';
import { organisationQueries } from '../organisations/index.ts';
import type { Post } from '../posts/index.ts';
import { waitsFor } from './answer.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import { unconfirmed, type Commitment, type Side } from './commitment.ts';
import { eventMail, reopenedMail, type EventFact, type MailReader } from './commitment-mail.view.ts';
import type { NeedFigures } from './figures.ts';
import type { CommitmentEvent } from './step.ts';
import { wordOf } from './wording.ts';

type Told = Side | 'office';

interface Subject {
  need: Post;
  commitment: Commitment;
  figures: NeedFigures;
}

/* Production beginning is for the page, unless the office says it for the firm; everything else is news for somebody. */
const SILENT: readonly CommitmentEvent['action'][] = ['start'];

/** The other side; both when the office or the clock acts; the office when nobody answered (commitments: "who may"). */
function whoIsTold({ action, party }: CommitmentEvent): Told[] {
  if (SILENT.includes(action)) return party === 'office' ? ['supplier'] : [];
  if (party === 'supplier') return ['owner'];
  if (party === 'owner') return ['supplier'];
  return action === 'lapse' ? ['supplier', 'owner', 'office'] : ['supplier', 'owner'];
}

const peopleOf = (deps: CommitmentDeps, work: Work, told: Told, { supplierId, ownerId }: Commitment): Promise<Recipient[]> =>
  told === 'office' ? officeRecipients(deps, work) : membersOf(work.manager, told === 'supplier' ? supplierId : ownerId);

/* A person who stands on two sides is told once, from the first. */
async function recipients(deps: CommitmentDeps, work: Work, sides: readonly Told[], c: Commitment, except: string | null) {
  const found = new Map<string, { person: Recipient; side: Told }>();
  for (const side of sides) {
    for (const person of await peopleOf(deps, work, side, c)) {
      if ((person.personId !== null && person.personId === except) || found.has(person.address)) continue;
      found.set(person.address, { person, side });
    }
  }
  return [...found.values()];
}

async function namesOf(work: Work, c: Commitment): Promise<{ supplier: string; owner: string }> {
  const organisations = organisationQueries(work.manager);
  const supplier = await organisations.find(c.supplierId);
  const owner = await organisations.find(c.ownerId);
  return { supplier: supplier?.name ?? '', owner: owner?.name ?? '' };
}

const factOf = (event: CommitmentEvent): EventFact['kind'] => {
  if (event.action === 'accept' && event.after.state === 'proposed') return 'agree';
  return wordOf(event.action, event.before?.state);
};

/* How much this parcel is about: what was sent, or what arrived of it. */
const parcelOf = ({ action, before, after }: CommitmentEvent) => {
  if (!before) return null;
  if (action === 'send') return subtract(quantityFrom(after.sent), quantityFrom(before.sent));
  return action === 'confirm-receipt' ? subtract(quantityFrom(after.received), quantityFrom(before.received)) : null;
};

async function tell(
  deps: CommitmentDeps, work: Work, subject: Subject, sides: readonly Told[], fact: EventFact, except: string | null,
): Promise<void> {
  const names = await namesOf(work, subject.commitment);
  for (const { person, side } of await recipients(deps, work, sides, subject.commitment, except)) {
    const reader: MailReader = { t: deps.messages.translate(person.language), lang: person.language, side };
    await deps.mailer.send(work, {
      kind: 'commitment-event',
      why: `commitment.${fact.kind}`,
      to: person,
      data: eventMail(reader, { ...subject, names }, fact),
      postId: subject.need.id,
      commitmentId: subject.commitment.id,
    });
  }
}

/** Tells the other side's people what was done, with the figures as they are now. */
export function mailEvent(
  deps: CommitmentDeps, work: Work, { actor, event, note, ...subject }: Subject & { actor: Actor; event: CommitmentEvent; note: string | null },
): Promise<void> {
  const fact = { kind: factOf(event), by: event, reason: event.reason, parcel: parcelOf(event), note: event.before === null ? note : null };
  return tell(deps, work, subject, whoIsTold(event), fact, personOf(actor));
}

/** Reminds the people whose yes is still missing. */
export const mailReminder = (deps: CommitmentDeps, work: Work, subject: Subject): Promise<void> =>
  tell(deps, work, subject, waitsFor(subject.commitment), { kind: 'remind', by: null, reason: null, parcel: null, note: null }, null);

/** Reminds the need's owner to say what arrived. */
export const mailReceiptReminder = (deps: CommitmentDeps, work: Work, subject: Subject): Promise<void> =>
  tell(deps, work, subject, ['owner'], {
    kind: 'remind-receipt', by: null, reason: null, parcel: sum(unconfirmed(subject.commitment).map(({ sent }) => sent)), note: null,
  }, null);

/** Tells the office that a need is short again, near its day. */
export async function mailReopened(deps: CommitmentDeps, work: Work, need: Post, figures: NeedFigures): Promise<void> {
  const owner = (await organisationQueries(work.manager).find(need.organisationId))?.name ?? '';
  for (const person of await officeRecipients(deps, work)) {
    const reader: MailReader = { t: deps.messages.translate(person.language), lang: person.language, side: 'office' };
    await deps.mailer.send(work, {
      kind: 'commitment-event',
      why: 'need.reopened',
      to: person,
      data: reopenedMail(reader, need, figures, owner),
      postId: need.id,
    });
  }
}
