import { afterWorkingDay } from '../../kernel/working-days.ts';
import { officeRecipients } from '../accounts/index.ts';
import type { OfficeAlertDeps } from '../alerts/index.ts';
import { officeWaitingMail } from './office-waiting-mail.view.ts';
import { lockUntold, markReminded } from './overdue.queries.ts';

export type OfficeMailDeps = Pick<OfficeAlertDeps, 'uow' | 'mailer' | 'messages' | 'officeMail'>;

/**
 * Writes to the office, once about each thing, of what has waited for its decision for a working day (commitments: "who
 * may"): posts in review, applications, reports. All of it in one mail per person. Returns how many things.
 */
export async function remindOffice(deps: OfficeMailDeps): Promise<number> {
  return deps.uow.run(async (work) => {
    const overdue = (await lockUntold(work.manager)).filter(({ since }) => afterWorkingDay(since) <= work.now);
    if (overdue.length === 0) return 0;
    for (const to of await officeRecipients(deps, work)) {
      const reader = { t: deps.messages.translate(to.language), lang: to.language, now: work.now };
      await deps.mailer.send(work, { kind: 'office-waiting', why: 'office.waiting', to, data: officeWaitingMail(reader, overdue) });
    }
    await markReminded(work.manager, overdue, work.now);
    return overdue.length;
  });
}
