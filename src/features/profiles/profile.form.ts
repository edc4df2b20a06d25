import type { FieldErrors } from '../../kernel/errors.ts';
import { isOffice, type Actor } from '../../kernel/actor.ts';
import {
  abilities, APPLICANT_KINDS, numbers, organisationName, phone, place, website, type OrganisationContext, type UnderstoodLine,
} from '../joining/index.ts';
import { ORGANISATION_KINDS, type Organisation } from '../organisations/index.ts';
import { FieldReader, typedFrom, type Typed } from '../posts/index.ts';

/** What people may change of an organisation; who and what it is, the office alone. */
export type Profile =
  Pick<Organisation, 'townId' | 'townName' | 'region' | 'lat' | 'lng' | 'website' | 'capabilities' | 'machines' | 'contact'>
  & Partial<Pick<Organisation, 'kind' | 'name' | 'country' | 'nip' | 'regon' | 'registrationNumber'>>;

export interface ProfileForm {
  typed: Typed;
  version: number | null;
  understood: readonly UnderstoodLine[];
  /** Lines were typed and nobody has said yet whether they were understood. */
  mustAsk: boolean;
  result: { profile: Profile } | { errors: FieldErrors };
}

function identity(reader: FieldReader, before: Organisation) {
  const kinds = before.kind === 'office' ? ORGANISATION_KINDS : APPLICANT_KINDS;
  return { kind: reader.choice('kind', kinds, null) ?? before.kind, name: organisationName(reader), ...numbers(reader) };
}

/** Where deliveries go and who takes them in; both sides of an accepted commitment see it, nobody else. */
function contact(reader: FieldReader): Organisation['contact'] {
  const rows: [string, string][] = [
    ['person', reader.sentence('person', 0, 100)], ['phone', phone(reader, false)], ['address', reader.sentence('address', 0, 300)],
    ['hours', reader.sentence('hours', 0, 120)],
  ];
  return Object.fromEntries(rows.filter(([, text]) => text !== ''));
}

/** Reads the posted profile. For the office also who and what the organisation is. */
export function profileForm(body: Record<string, unknown>, actor: Actor, before: Organisation, context: OrganisationContext): ProfileForm {
  const typed = typedFrom(body);
  const reader = new FieldReader(typed);
  const who = isOffice(actor) ? identity(reader, before) : null;
  const country = who?.country ?? before.country;
  const able = abilities(reader, context);
  const kept = reader.list('keep').filter((id) => context.isConcept(id) && before.capabilities.includes(id));
  const asked = reader.yes('asked');
  const understood = able.understood.filter(({ line, concepts }) => !before.machines.includes(line) && concepts.some((id) => !kept.includes(id)));
  const profile: Profile = {
    ...(who ?? {}), ...place(reader, country, context), website: website(reader), machines: able.machines, contact: contact(reader),
    capabilities: [...new Set([...kept, ...(asked ? able.capabilities : [])])],
  };
  return {
    typed,
    version: reader.whole('version', 1, 1_000_000_000),
    understood,
    mustAsk: !asked && understood.length > 0,
    result: Object.keys(reader.errors).length > 0 ? { errors: reader.errors } : { profile },
  };
}
