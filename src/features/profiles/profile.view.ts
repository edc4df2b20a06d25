import { isOffice } from '../../kernel/actor.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import type { PageRequest } from '../../web/route.ts';
import { APPLICANT_KINDS, conceptChoices, countryOptions, namedErrors, numberText, type UnderstoodLine } from '../joining/index.ts';
import type { Organisation } from '../organisations/index.ts';
import type { Typed } from '../posts/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';

export interface ProfileInput {
  request: PageRequest;
  organisation: Organisation;
  typed: Typed;
  errors: FieldErrors;
  /** Lines to ask about; empty when there is nothing to ask. */
  understood: readonly UnderstoodLine[];
  vocabulary: Vocabulary;
  /** What somebody else has saved meanwhile, beside one's own. */
  conflict: readonly { label: string; yours: string; theirs: string }[] | null;
}

const textOf = (typed: Typed, name: string): string => {
  const value = typed[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
};

const listOf = (typed: Typed, name: string): readonly string[] => [typed[name] ?? []].flat();

const FIELDS = ['kind', 'name', 'country', 'number', 'town', 'website', 'can', 'machines', 'person', 'phone', 'address', 'hours'] as const;

/** A stored organisation as if it had just been typed. */
export function typedOf(organisation: Organisation): Typed {
  const { contact, nip, regon, registrationNumber } = organisation;
  return {
    kind: organisation.kind, name: organisation.name, country: organisation.country, number: nip ?? regon ?? registrationNumber ?? '',
    town: organisation.townName, website: organisation.website ?? '', can: '', machines: organisation.machines.join('\n'),
    person: contact.person ?? '', phone: contact.phone ?? '', address: contact.address ?? '', hours: contact.hours ?? '',
    keep: organisation.capabilities,
  };
}

/** The fields in which two versions differ, for the one who was slower. */
export function conflictRows({ t }: PageRequest, theirs: Organisation, mine: Typed) {
  const stored = typedOf(theirs);
  return FIELDS.filter((name) => name in mine && textOf(mine, name) !== textOf(stored, name) && name !== 'can')
    .map((name) => ({ label: t(`profile.${name}`), yours: textOf(mine, name), theirs: textOf(stored, name) }));
}

/** Exactly what `views/profiles/edit.hbs` prints. */
export function profileView(input: ProfileInput) {
  const { request, organisation, typed, vocabulary, understood } = input;
  const { t, lang, actor } = request;
  const kept = listOf(typed, 'keep');
  return {
    title: t('profile.title'),
    heading: organisation.name,
    ...namedErrors(input.errors, request),
    action: paths.editOrganisation(organisation.id),
    back: paths.organisationMembership(organisation.id),
    version: organisation.version,
    values: Object.fromEntries(FIELDS.map((name) => [name, textOf(typed, name)])),
    byOffice: isOffice(actor),
    identity: [t(`organisation-kind.${organisation.kind}`), numberText(organisation, t)].filter(Boolean).join(', '),
    kinds: APPLICANT_KINDS.map((value) => ({ value, label: t(`organisation-kind.${value}`) })),
    countries: countryOptions(lang),
    capabilities: organisation.capabilities.map((id) => ({ value: id, label: vocabulary.name(id, lang), checked: kept.includes(id) })),
    names: vocabulary.names(lang),
    choices: conceptChoices(understood, understood.flatMap(({ concepts }) => concepts), vocabulary, lang),
    conflict: input.conflict,
  };
}
