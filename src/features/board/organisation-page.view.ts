import type { LocalDate } from '../../kernel/dates.ts';
import { paths } from '../../paths.ts';
import { formatDate } from '../../templates/format.ts';
import type { PageRequest } from '../../web/route.ts';
import { regionName, type Certificate, type PublicOrganisation } from '../organisations/index.ts';
import { badgeView } from '../profiles/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import type { postRowView } from './post-row.view.ts';

export interface OrganisationPageInput {
  request: PageRequest;
  organisation: PublicOrganisation;
  certificates: readonly Certificate[];
  rows: (Omit<ReturnType<typeof postRowView>, 'organisation'> & { organisation: null })[];
  vocabulary: Vocabulary;
  baseUrl: string;
  today: LocalDate;
}

/* A link only where it leads to the web. */
const websiteOf = ({ website }: PublicOrganisation): { href: string; text: string } | null =>
  (website && /^https?:\/\//.test(website) ? { href: website, text: website.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '') } : null);

/* What the office looked at and when: a badge that says no more than was done. */
function badgeOf(request: PageRequest, organisation: PublicOrganisation) {
  const { t, lang } = request;
  const { checkedAt, checks, confirmedAt } = organisation;
  if (!checkedAt || badgeView(organisation, request) === null) return null;
  const what = checks.map((check) => t(`organisation-page.check.${check}`)).join(', ');
  return {
    when: t('organisation-page.checked', { date: formatDate(lang, checkedAt) }),
    what: what ? t('organisation-page.checked-what', { what }) : null,
    confirmed: confirmedAt ? t('organisation-page.confirmed', { date: formatDate(lang, confirmedAt) }) : null,
  };
}

function certificatesOf({ t, lang }: PageRequest, certificates: readonly Certificate[], today: LocalDate) {
  return certificates.map(({ name, validUntil }) => {
    const over = validUntil !== null && validUntil < today;
    const date = validUntil ? formatDate(lang, validUntil) : '';
    return { name, over, valid: validUntil === null ? null : t(over ? 'organisation-page.valid-over' : 'organisation-page.valid-until', { date }) };
  });
}

function postsOf({ t }: PageRequest, rows: OrganisationPageInput['rows']) {
  const group = (kind: 'need' | 'offer') => ({ heading: t(`organisation-page.${kind}s`), rows: rows.filter((row) => row.kind === kind) });
  return [group('need'), group('offer')].filter((one) => one.rows.length > 0);
}

/* Search engines hear of approved organisations only; what others say of themselves nobody has looked at. */
function metaOf({ request: { t }, organisation, vocabulary, baseUrl, request }: OrganisationPageInput) {
  const canonical = `${baseUrl}${paths.organisation(organisation.id)}`;
  const capabilities = organisation.capabilities.map((id) => vocabulary.name(id, request.lang)).join(', ');
  const about = [t(`organisation-kind.${organisation.kind}`), organisation.townName, capabilities].filter(Boolean).join('. ');
  const website = websiteOf(organisation);
  return {
    canonical,
    noindex: organisation.membership !== 'approved',
    description: about.slice(0, 300).toWellFormed(),
    image: `${baseUrl}${paths.shareImage()}`,
    feeds: [],
    structured: organisation.membership === 'approved' ? {
      '@context': 'https://schema.org',
      '@type': 'Organization',
      name: organisation.name,
      url: canonical,
      ...(website ? { sameAs: website.href } : {}),
      location: { '@type': 'Place', address: { '@type': 'PostalAddress', addressLocality: organisation.townName } },
    } : null,
  };
}

/** Exactly what `views/board/organisation.hbs` prints. */
export function organisationPageView(input: OrganisationPageInput) {
  const { request, organisation, vocabulary } = input;
  const { t, lang } = request;
  const posts = postsOf(request, input.rows);
  return {
    id: organisation.id,
    title: organisation.name,
    meta: metaOf(input),
    kindText: t(`organisation-kind.${organisation.kind}`),
    place: organisation.region ? `${organisation.townName}, ${regionName(organisation.region, lang)}` : organisation.townName,
    website: websiteOf(organisation),
    badge: badgeOf(request, organisation),
    membership: organisation.membership === 'approved' ? null : t(`membership.${organisation.membership}`),
    capabilities: organisation.capabilities.map((id) => ({ label: vocabulary.name(id, lang), href: paths.search({ concept: id }) })),
    machines: organisation.machines,
    certificates: certificatesOf(request, input.certificates, input.today),
    posts,
    isAble: organisation.capabilities.length + organisation.machines.length > 0,
  };
}
