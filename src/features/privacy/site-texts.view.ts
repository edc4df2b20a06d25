import type { Language } from '../../kernel/actor.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { errorTexts } from '../../templates/error-texts.ts';
import type { Translate } from '../../templates/i18n.ts';
import { CLAUSE_FIELDS, FIELDS, METHODS, STATEMENT_FIELDS, STATUSES, type SiteTextName, type SiteTexts, type SiteWarning } from './site-text.ts';

interface Input {
  t: Translate;
  lang: Language;
  texts: SiteTexts;
  seen: string;
  errors: FieldErrors;
  warnings: readonly SiteWarning[];
  /** Somebody else saved meanwhile. */
  changed: boolean;
}

const CHOICES = { status: STATUSES, method: METHODS };

function control({ t, texts }: Input, name: SiteTextName, errors: Record<string, string>) {
  const { kind } = FIELDS[name];
  const choices = kind === 'status' || kind === 'method' ? CHOICES[kind] : null;
  return {
    id: name,
    label: t(`privacy.site.${name}`),
    hint: FIELDS[name].needed ? null : t('privacy.site.optional'),
    typed: texts[name],
    error: errors[name] ?? null,
    long: kind === 'text',
    type: kind === 'date' ? 'date' : kind === 'email' ? 'email' : 'text',
    options: choices && [{ value: '', label: '–' }, ...choices.map((value) => ({ value, label: t(`privacy.site.${kind}.${value}`) }))],
  };
}

/** What `views/privacy/site.hbs` prints. */
export function siteTextsView(input: Input) {
  const { t, seen, warnings, changed } = input;
  const { errors, errorList } = errorTexts(input.errors, input);
  const group = (id: 'clause' | 'statement', fields: object) => ({
    heading: t(`privacy.site.${id}`), lead: t(`privacy.site.${id}-lead`), href: id === 'clause' ? paths.privacy() : paths.accessibility(),
    controls: (Object.keys(fields) as SiteTextName[]).map((name) => control(input, name, errors)),
  });
  return {
    title: t('privacy.site.title'),
    action: paths.siteTexts(),
    retention: paths.retention(),
    seen,
    errorList,
    problem: changed ? t('privacy.site.changed') : null,
    warnings: warnings.map((warning) => t(`privacy.warning.${warning}`)),
    groups: [group('clause', CLAUSE_FIELDS), group('statement', STATEMENT_FIELDS)],
  };
}
