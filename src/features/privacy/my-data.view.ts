import { isDomainError, type DomainError } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import type { Language } from '../../kernel/actor.ts';
import { errorTexts } from '../../templates/error-texts.ts';
import { formatDate, formatDateTime } from '../../templates/format.ts';
import type { Translate } from '../../templates/i18n.ts';
import { TEXT_VERSIONS, type Consent, type DisclosureRow } from '../evidence/index.ts';
import type { Ties } from './erasure.queries.ts';

interface Reader {
  t: Translate;
  lang: Language;
}

/** What the office or the other side of an agreement has looked at. */
const viewRows = ({ t, lang }: Reader, views: readonly DisclosureRow[]) =>
  views.map((view) => ({
    when: formatDateTime(lang, view.lastAt),
    who: view.viewer ?? t('privacy.erased-person'),
    organisation: view.byOffice ? t('commitment.office') : view.viewerOrganisation,
    what: t(`privacy.views.${view.what}`),
    need: view.need,
    href: paths.commitment(view.commitmentId),
  }));

export interface MyData {
  person: { name: string; email: string };
  counts: readonly { section: string; rows: number }[];
  consents: readonly Consent[];
  views: readonly DisclosureRow[];
}

/** What `views/privacy/my-data.hbs` prints. */
export function myDataView(reader: Reader, { person, counts, consents, views }: MyData) {
  const { t, lang } = reader;
  const present = TEXT_VERSIONS['information-clause'];
  const current = consents.some(({ purpose, textVersion }) => purpose === 'information-clause' && textVersion === present);
  return {
    title: t('privacy.my-data.title'),
    self: person,
    exportHref: paths.myDataExport(),
    sections: counts.filter(({ rows }) => rows > 0).map(({ section, rows }) => ({
      label: t(`privacy.data.${section}`), rows: t('privacy.my-data.rows', { count: rows }), href: paths.myDataSection(section),
    })),
    consents: consents.map(({ purpose, textVersion, givenAt, language }) => ({
      what: t(`privacy.consent.${purpose}`), version: textVersion, when: formatDate(lang, givenAt), language: t(`privacy.language.${language}`),
    })),
    clause: paths.privacy(),
    confirm: current ? null : paths.myDataClause(),
    views: viewRows(reader, views),
    erasure: paths.erasure(),
  };
}

/** What `views/privacy/erasure.hbs` prints. `refusal` is what has to be settled first. */
export function erasureView(reader: Reader, ties: Ties, refusal: DomainError | null, form: { sure: boolean; errors: FieldErrors }) {
  const { t } = reader;
  const { errors, errorList } = errorTexts(form.errors, reader);
  return {
    title: t('privacy.erase.title'),
    action: paths.erasure(),
    back: paths.myData(),
    errors,
    errorList,
    sure: form.sure,
    refusal: isDomainError(refusal) ? t(refusal.key, refusal.data) : null,
    people: ties.handOver.map(({ id, name }) => ({ href: paths.organisationPeople(id), name })),
    closing: ties.closing.map(({ name, livePosts }) => t('privacy.erase.closes', { organisation: name, posts: livePosts.length })),
  };
}
