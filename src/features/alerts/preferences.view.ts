import type { FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import type { Translate } from '../../templates/i18n.ts';
import { FREQUENCIES, type Frequency } from './alert.ts';
import { fieldOf } from './preferences.form.ts';

type Kind = 'fits' | 'maybe';

interface Input {
  t: Translate;
  organisations: readonly { id: string; name: string }[];
  chosen: ReadonlyMap<string, Record<Kind, Frequency | null>>;
  errors: FieldErrors;
}

function question({ t, chosen, errors }: Input, organisationId: string, kind: Kind) {
  const id = fieldOf(kind, organisationId);
  const error = errors[id];
  return {
    id,
    legend: t(`alert.preferences.${kind}`),
    hint: t(`alert.preferences.${kind}-hint`),
    chosen: chosen.get(organisationId)?.[kind] ?? null,
    error: error ? t(error.key, error.data) : null,
    items: FREQUENCIES.map((value) => ({ value, label: t(`alert.frequency.${value}`), hint: t(`alert.frequency-hint.${value}`) })),
  };
}

/** Exactly what `views/alerts/preferences.hbs` prints. */
export function preferencesView(input: Input) {
  const { t, organisations } = input;
  const groups = organisations.map(({ id, name }) => ({ name, questions: [question(input, id, 'fits'), question(input, id, 'maybe')] }));
  const errorList = groups.flatMap(({ name, questions }) =>
    questions.flatMap(({ id, error }) => (error ? [{ href: `#${id}`, text: `${name}: ${error}` }] : [])));
  return {
    title: t('alert.preferences.title'),
    action: paths.preferences(),
    groups,
    errorList,
    invalid: errorList.length > 0,
  };
}
