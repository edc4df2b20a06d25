import type { FieldErrors } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { emailFrom, isOddName } from '../accounts/index.ts';
import { FieldReader, typedFrom, type Typed } from '../posts/index.ts';
import { APPLICANT_KINDS, type ApplicationContent } from './application.ts';
import type { UnderstoodLine } from './capabilities.ts';
import { abilities, numbers, organisationName, phone, place, website, type OrganisationContext } from './organisation-fields.ts';

export interface JoinForm {
  typed: Typed;
  submissionKey: string | null;
  /** When the form was handed out, unchecked. */
  stamp: string;
  /** Something is in the field that people do not see. */
  trapped: boolean;
  /** How each line was understood, for the page that asks. */
  understood: readonly UnderstoodLine[];
  result: { content: ApplicationContent; person: { name: string; email: string } } | { errors: FieldErrors };
}

function personName(reader: FieldReader): string {
  const name = reader.sentence('personName', 2, 100);
  if (isOddName(name)) reader.fail('personName', 'account.name-odd');
  return name.replace(/\s+/g, ' ');
}

function email(reader: FieldReader): string {
  const typed = reader.text('email');
  const address = emailFrom(typed);
  if (!address) reader.fail('email', typed ? 'join.email-odd' : 'form.missing');
  return address ?? '';
}

function recommenders(reader: FieldReader): string[] {
  return [...new Set(['recommender1', 'recommender2'].map((field) => reader.text(field)).filter(isId))];
}

/** Reads the posted form of somebody who wants to join. */
export function joinForm(body: Record<string, unknown>, context: OrganisationContext): JoinForm {
  const typed = typedFrom(body);
  const reader = new FieldReader(typed);
  const kind = reader.choice('kind', APPLICANT_KINDS, null) ?? 'firm';
  const name = organisationName(reader);
  const numbersTyped = numbers(reader);
  const { understood, ...able } = abilities(reader, context);
  const content: ApplicationContent = {
    kind, name, ...numbersTyped, ...place(reader, numbersTyped.country, context), ...able,
    website: website(reader), phone: phone(reader, true), note: reader.optional('note', 1_000), recommenders: recommenders(reader),
  };
  const person = { name: personName(reader), email: email(reader) };
  if (!reader.yes('informed')) reader.fail('informed', 'join.informed-missing');
  const key = reader.text('submissionKey');
  return {
    typed,
    submissionKey: isId(key) ? key : null,
    stamp: reader.text('stamp'),
    trapped: reader.text('fax') !== '',
    understood,
    result: Object.keys(reader.errors).length > 0 ? { errors: reader.errors } : { content, person },
  };
}
