import type { Language } from '../../kernel/actor.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { errorTexts } from '../../templates/error-texts.ts';
import type { Translate } from '../../templates/i18n.ts';
import { type Typed } from '../posts/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import { APPLICANT_KINDS, type ApplicationContent } from './application.ts';
import type { UnderstoodLine } from './capabilities.ts';
import { countryOptions } from './countries.ts';
import { organisationFacts } from './organisation-facts.view.ts';

interface Reader {
  t: Translate;
  lang: Language;
}

export interface JoinInput extends Reader {
  typed: Typed;
  errors: FieldErrors;
  vocabulary: Vocabulary;
  members: readonly { id: string; name: string }[];
  submissionKey: string;
  stamp: string;
}

const textOf = (typed: Typed, name: string): string => {
  const value = typed[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
};

const FIELDS = [
  'kind', 'name', 'country', 'number', 'town', 'website', 'can', 'machines', 'personName', 'email', 'phone', 'note',
  'recommender1', 'recommender2', 'informed',
];

/** What each field is called where it is not beside its label. */
const SHORT: Readonly<Record<string, string>> = {
  kind: 'organisation.fact.kind', name: 'join.name', country: 'join.country', number: 'organisation.fact.number', town: 'join.town',
  website: 'join.website', can: 'abilities.can', machines: 'abilities.machines', personName: 'join.fact.person', email: 'join.fact.email',
  phone: 'join.fact.phone', note: 'application.note', person: 'profile.person', address: 'profile.address', hours: 'profile.hours',
};

/** Messages by field, and a summary that names each field. */
export const namedErrors = (errors: FieldErrors, reader: Reader, labels = SHORT) =>
  errorTexts(errors, reader, (field) => (labels[field] === undefined ? null : reader.t(labels[field])));

/** Exactly what `views/joining/join.hbs` prints. */
export function joinView(input: JoinInput) {
  const { t, lang, typed } = input;
  const values = Object.fromEntries(FIELDS.map((name) => [name, textOf(typed, name)]));
  return {
    title: t('join.title'),
    ...namedErrors(input.errors, input),
    action: paths.joinCheck(),
    signInPage: paths.signIn(),
    privacy: paths.privacy(),
    values: { ...values, country: values['country'] || 'PL' },
    kinds: APPLICANT_KINDS.map((value) => ({ value, label: t(`organisation-kind.${value}`), hint: t(`join.kind-hint.${value}`) })),
    countries: countryOptions(lang),
    members: input.members.map(({ id, name }) => ({ value: id, label: name })),
    names: input.vocabulary.names(lang),
    submissionKey: input.submissionKey,
    stamp: input.stamp,
  };
}

export interface CheckInput extends Reader {
  typed: Typed;
  content: ApplicationContent;
  person: { name: string; email: string };
  understood: readonly UnderstoodLine[];
  vocabulary: Vocabulary;
}

/** The concepts of each line to tick; one that stands in several lines is offered once. */
export function conceptChoices(understood: readonly UnderstoodLine[], chosen: readonly string[], vocabulary: Vocabulary, lang: Language) {
  const seen = new Set<string>();
  return understood.map(({ line, concepts }) => ({
    line,
    concepts: concepts.filter((id) => !seen.has(id) && seen.add(id))
      .map((id) => ({ id, label: vocabulary.name(id, lang), chosen: chosen.includes(id) })),
    unknown: concepts.length === 0,
  })).filter(({ concepts, unknown }) => unknown || concepts.length > 0);
}

/** Exactly what `views/joining/check.hbs` prints: what was typed, how it was understood, and the way back. */
export function checkView(input: CheckInput) {
  const { t, lang, content, person, typed } = input;
  const contact = [['person', person.name], ['email', person.email], ['phone', content.phone]];
  const carried = Object.entries(typed).filter(([name]) => name !== 'concepts' && name !== 'intent' && name !== 'asked');
  return {
    title: t('join.check.title'),
    heading: content.name,
    facts: [...organisationFacts(content, input), ...contact.map(([key, text = '']) => ({ label: t(`join.fact.${key ?? ''}`), text }))],
    choices: conceptChoices(input.understood, content.capabilities, input.vocabulary, lang),
    action: paths.join(),
    back: paths.joinCheck(),
    hidden: carried.flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: one }))),
  };
}
