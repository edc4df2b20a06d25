import type { Language } from '../../kernel/actor.ts';
import type { Translate } from '../../templates/i18n.ts';
import { regionName, type Organisation } from '../organisations/index.ts';
import { countryName } from './countries.ts';

interface Reader {
  t: Translate;
  lang: Language;
}

type Described = Pick<Organisation, 'kind' | 'country' | 'nip' | 'regon' | 'registrationNumber' | 'townName' | 'region' | 'website'>;

/** NIP in the groups in which people read it: 123-456-78-90. */
const grouped = (nip: string): string => nip.replace(/^(\d{3})(\d{3})(\d{2})(\d{2})$/, '$1-$2-$3-$4');

/** The number of an organisation with its kind: `NIP 123-456-78-90`. Null when it has none. */
export function numberText({ nip, regon, registrationNumber }: Pick<Described, 'nip' | 'regon' | 'registrationNumber'>, t: Translate): string | null {
  if (nip) return t('organisation.nip', { value: grouped(nip) });
  if (regon) return t('organisation.regon', { value: regon });
  return registrationNumber && t('organisation.foreign-number', { value: registrationNumber });
}

/** Who and where an organisation is, as pairs of label and text; what was not said is left out. */
export function organisationFacts(organisation: Described, { t, lang }: Reader): { label: string; text: string }[] {
  const { region, country } = organisation;
  const place = [organisation.townName, region && regionName(region, lang), country !== 'PL' && countryName(country, lang)];
  const rows: [string, string | null][] = [
    ['kind', t(`organisation-kind.${organisation.kind}`)],
    ['number', numberText(organisation, t)],
    ['town', place.filter(Boolean).join(', ')],
    ['website', organisation.website],
  ];
  return rows.flatMap(([key, text]) => (text ? [{ label: t(`organisation.fact.${key}`), text }] : []));
}
