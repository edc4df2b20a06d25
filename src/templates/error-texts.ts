import type { Language } from '../kernel/actor.ts';
import type { FieldErrors } from '../kernel/errors.ts';
import type { Translate } from './i18n.ts';
import { namedFault, oneStop, readable } from './readable.ts';

/** What a field is called in the summary of what is wrong; null where its message says it all. */
export type NameOfField = (field: string) => string | null;

/** Messages by field name, and the list for the summary, which names the fields: "Fill in this field" six times helps nobody. */
export function errorTexts(errors: FieldErrors, reader: { t: Translate; lang: Language }, nameOf: NameOfField = () => null) {
  const byField: Record<string, string> = {};
  for (const [name, { key, data }] of Object.entries(errors)) byField[name] = oneStop(reader.t(key, readable(reader, data)));
  const errorList = Object.entries(byField).map(([field, text]) => {
    const label = nameOf(field);
    return { href: `#${field}`, text: label === null ? text : namedFault(reader.t, label, text) };
  });
  return { errors: byField, errorList };
}
