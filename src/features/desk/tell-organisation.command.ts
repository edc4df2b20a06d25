import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Mailer } from '../../mail/mailer.repository.ts';
import type { Messages } from '../../templates/i18n.ts';
import { membersOf } from '../accounts/index.ts';
import { officeActMail } from './office-act-mail.view.ts';
import { takeUntold } from './office-acts.queries.ts';

export interface TellDeps {
  uow: UnitOfWork;
  mailer: Mailer;
  messages: Messages;
}

/** The job that writes to an organisation's people, once, about what the office did in its place or decided about it; of a list in one mail. */
export async function tellOrganisation(deps: TellDeps, activityId: string): Promise<void> {
  await deps.uow.run(async (work) => {
    const [act, ...others] = await takeUntold(work.manager, activityId, work.now);
    if (!act) return;
    for (const person of await membersOf(work.manager, act.organisationId)) {
      if (person.personId === act.personId) continue;
      await deps.mailer.send(work, {
        kind: 'office-act',
        why: act.onBehalf ? 'office.behalf' : 'office.decision',
        to: person,
        data: officeActMail(deps.messages.translate(person.language), [act, ...others]),
        ...(others.length === 0 ? { postId: act.postId } : { besides: [act, ...others].flatMap(({ postId }) => postId ?? []) }),
      });
    }
  });
}
