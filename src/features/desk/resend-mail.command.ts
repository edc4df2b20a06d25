import type { PersonActor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { trustAddress } from '../../mail/bounces.repository.ts';
import { record } from '../activity/index.ts';
import { copyMail, lockMail, queueAgain, setAside } from './mail.repository.ts';

export interface MailCommandDeps {
  uow: UnitOfWork;
}

export type Resent = { id: string; again: 'retried' | 'copied' };

/**
 * Sends a mail again, because somebody of the office says so. One that never got out goes out under its own Message-ID;
 * of one that the server took (lost, bounced, deleted) a copy goes to the same stored address, with an id of its own.
 * The same press again sends nothing twice. An address nothing was sent to any more gets another chance.
 * @throws DomainError not-found; conflict `office.mail-underway` while it is still being tried, `office.mail-sent-again` when
 * somebody sent it again a moment ago; expired `office.mail-expired` when none of its links works any more,
 * `office.mail-text-gone` when nothing is left of its text
 */
export async function resendMail(deps: MailCommandDeps, actor: PersonActor, id: string): Promise<Resent> {
  return deps.uow.run(async (work) => {
    const mail = await lockMail(work.manager, id, work.now);
    if (!mail) throw new DomainError('not-found', 'errors.not-found');
    if (mail.state === 'queued' || mail.state === 'sending' || mail.copyUnderway) throw new DomainError('conflict', 'office.mail-underway');
    if (mail.textGone) throw new DomainError('expired', 'office.mail-text-gone');
    if (mail.linksExpired) throw new DomainError('expired', 'office.mail-expired');
    if (mail.sentAgain) throw new DomainError('conflict', 'office.mail-sent-again');
    await record(work.manager, actor, work.now, { action: 'mail.resent', data: { mailId: id } });
    await trustAddress(work.manager, mail.address);
    if (!mail.wasSent) {
      await queueAgain(work, id);
      return { id, again: 'retried' };
    }
    return { id: await copyMail(work, id, mail.messageDomain), again: 'copied' };
  });
}

/** Takes a dead or bounced mail off the office's list: it was dealt with in another way. */
export async function setMailAside(deps: MailCommandDeps, id: string): Promise<void> {
  await deps.uow.run(async ({ manager, now }) => {
    const mail = await lockMail(manager, id, now);
    if (!mail) throw new DomainError('not-found', 'errors.not-found');
    await setAside(manager, id, now);
  });
}
