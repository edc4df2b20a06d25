import type { FieldErrors, FieldError } from '../../kernel/errors.ts';
import { namedFault, readable } from '../../templates/readable.ts';
import { said, type Reader } from './wording.ts';

/** A control as one of the partials `field`, `textarea`, `select`, `radios` or `checkboxes` prints it. */
export interface FormField {
  partial: 'field' | 'textarea' | 'select' | 'radios' | 'checkboxes';
  id: string;
  name: string;
  label?: string;
  legend?: string;
  value?: string;
  type?: string;
  inputmode?: string;
  suffix?: string;
  width?: number;
  rows?: number;
  maxlength?: number;
  hint?: string | null;
  error?: string | null;
  optional?: boolean;
  inline?: boolean;
  /** The answer beside which it counts, `name=value`; a script hides it beside others. */
  when?: string;
  empty?: string;
  options?: readonly { value: string; label: string }[];
  items?: readonly { value: string; label: string; hint?: string; checked?: boolean; name?: string }[];
}

/** The sentence of a refusal. */
export const faultText = (reader: Reader, { key, data }: FieldError): string => said(reader, key, readable(reader, data));

/** Sentences by field name. */
export const fieldTexts = (reader: Reader, errors: FieldErrors): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).map(([name, fault]) => [name, faultText(reader, fault)]));

/**
 * The error summary of a form's fields, in the form's order, each named and linked to its control; faults without a
 * control come last.
 */
export function errorListOf({ t }: Pick<Reader, 't'>, fields: readonly FormField[], errors: Readonly<Record<string, string>>) {
  const named = (label: string | undefined, text: string): string => (label ? namedFault(t, label, text) : text);
  const shown = fields.flatMap(({ id, name, label, legend }) =>
    (errors[name] ? [{ href: `#${id}`, text: named(label ?? legend, errors[name]) }] : []));
  const names = new Set(fields.map(({ name }) => name));
  const rest = Object.entries(errors).flatMap(([name, text]) => (names.has(name) ? [] : [{ href: null, text }]));
  return [...shown, ...rest];
}
