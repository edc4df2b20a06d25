import { daysBetween, today } from '../../kernel/dates.ts';
import { paths } from '../../paths.ts';
import { formatDate } from '../../templates/format.ts';
import { mailMembers, type MembershipMailDeps } from '../joining/index.ts';
import { certificateRepository } from './certificate.repository.ts';
import { CONFIRM_LINK_DAYS, dueReminder } from './due-dates.ts';
import { endingCertificates, noteAsked, unconfirmedMembers } from './due.queries.ts';

const DAY = 86_400_000;

/** The job that reminds members of certificates that end in 30 and in 7 days, each once. */
export async function remindCertificates(deps: MembershipMailDeps): Promise<void> {
  await deps.uow.run(async (work) => {
    const day = today(work.now);
    for (const certificate of await endingCertificates(work.manager, day)) {
      const days = daysBetween(day, certificate.validUntil);
      const due = dueReminder(days, certificate.remindedDays);
      if (due === null || !(await certificateRepository(work.manager).noteReminder(certificate.id, due))) continue;
      await mailMembers(deps, work, certificate.organisationId, 'certificate-ends', ({ language }) => ({
        values: { organisation: certificate.organisation, certificate: certificate.name, days, date: formatDate(language, certificate.validUntil) },
        button: { path: paths.certificates(certificate.organisationId) },
      }));
    }
  });
}

/** The job that asks members once a year whether everything about them is still right; the answer is one press. */
export async function askToConfirm(deps: MembershipMailDeps): Promise<void> {
  await deps.uow.run(async (work) => {
    for (const { id, name } of await unconfirmedMembers(work.manager, work.now)) {
      await noteAsked(work.manager, id, work.now);
      await mailMembers(deps, work, id, 'confirm-profile', (to) => ({
        values: { organisation: name },
        button: {
          link: {
            purpose: 'profile-confirmation', personId: to.personId, organisationId: id, data: {},
            expiresAt: new Date(work.now.getTime() + CONFIRM_LINK_DAYS * DAY),
          },
        },
      }));
    }
  });
}
