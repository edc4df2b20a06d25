import { addDays, type LocalDate } from '../../kernel/dates.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { formatDate } from '../../templates/format.ts';
import type { PageRequest } from '../../web/route.ts';
import { fileSize } from '../files/index.ts';
import { namedErrors } from '../joining/index.ts';
import type { Organisation } from '../organisations/index.ts';
import { REMIND_DAYS } from './due-dates.ts';
import type { CertificateRow } from './profiles.queries.ts';

export interface CertificatesInput {
  request: PageRequest;
  organisation: Organisation;
  rows: readonly CertificateRow[];
  today: LocalDate;
  name: string;
  validUntil: string;
  errors: FieldErrors;
}

function stateOf({ request: { t, lang }, today }: CertificatesInput, { validUntil }: CertificateRow) {
  if (validUntil === null) return { tone: 'ok', text: t('certificate.endless') };
  const words = { date: formatDate(lang, validUntil) };
  if (validUntil < today) return { tone: 'bad', text: t('certificate.over', words) };
  const soon = validUntil <= addDays(today, REMIND_DAYS[0]);
  return { tone: soon ? 'part' : 'ok', text: t('certificate.until', words) };
}

/** Exactly what `views/profiles/certificates.hbs` prints. */
export function certificatesView(input: CertificatesInput) {
  const { request, organisation, rows } = input;
  const { t } = request;
  return {
    title: t('certificate.title'),
    heading: organisation.name,
    back: paths.organisationMembership(organisation.id),
    ...namedErrors(input.errors, request, { name: 'certificate.name' }),
    action: paths.certificates(organisation.id),
    values: { name: input.name, validUntil: input.validUntil },
    rows: rows.map((row) => ({
      name: row.name,
      ...stateOf(input, row),
      proof: row.fileId
        ? { href: paths.certificateFile(organisation.id, row.id), label: row.fileName, size: fileSize(row.fileSize ?? 0, request) }
        : null,
      remove: paths.certificateRemoval(organisation.id, row.id),
      removeLabel: t('certificate.remove', { name: row.name }),
    })),
  };
}
