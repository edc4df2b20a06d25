import { paths } from '../../paths.ts';
import { formatDateTime } from '../../templates/format.ts';
import type { Undecided } from './overdue.queries.ts';
import type { DeskReader } from './waiting-row.view.ts';

const PAGE: Readonly<Record<Undecided['page'], (id: string) => string>> = {
  post: paths.post, application: paths.officeApplication, report: paths.officeReport, organisation: paths.organisation,
};

/** Exactly what `views/emails/office-waiting` prints: what has waited for the office for a working day, oldest first. */
export function officeWaitingMail({ t, lang }: DeskReader, overdue: readonly Undecided[]) {
  const words = { count: overdue.length, title: overdue[0]?.title ?? '' };
  return {
    title: t('office-waiting.subject', words),
    preheader: overdue.map(({ title }) => title).join(' · '),
    first: t('office-waiting.first', words),
    items: overdue.map(({ kind, page, pageId, title, organisation, since }) => ({
      href: PAGE[page](pageId), title, about: t(`office-waiting.${kind}`, { organisation, since: formatDateTime(lang, since) }),
    })),
    button: { href: paths.office(), label: t('office-waiting.button') },
    why: t('alert.footer.office'),
  };
}
