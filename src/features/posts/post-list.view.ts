import type { Language } from '../../kernel/actor.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { errorTexts } from '../../templates/error-texts.ts';
import { counted } from '../../templates/counted.ts';
import type { Translate } from '../../templates/i18n.ts';
import { readable } from '../../templates/readable.ts';
import { textsOf, type Typed } from './field-readers.ts';
import { formChoices, formValues } from './post-form.view.ts';
import { MAX_ROWS, ROW_FIELDS, type RowField } from './post-list.form.ts';
import type { PostKind } from './post.ts';
import type { PostRow } from './posts.queries.ts';

interface Reader {
  t: Translate;
  lang: Language;
}

export interface PasteViewInput extends Reader {
  kind: PostKind;
  pasted: string;
  errors: FieldErrors;
}

/** Exactly what `views/posts/list-new.hbs` prints: where a list is pasted. */
export function pasteView(input: PasteViewInput) {
  const { t, kind, pasted } = input;
  return {
    title: t('post-list.title'),
    ...errorTexts(input.errors, input),
    kind,
    kindItems: (['need', 'offer'] as const).map((value) => ({ value, label: t(`post.kind-${value}`) })),
    lead: t('post-list.lead', { max: MAX_ROWS }),
    action: paths.postListCheck(),
    onePost: paths.newPost(kind),
    pasted,
  };
}

export interface ListViewInput extends Reader {
  kind: PostKind;
  typed: Typed;
  errors: FieldErrors;
  submissionKey: string;
  /** The things that a row's title is understood as, by the row's number. */
  understood: ReadonlyMap<number, string>;
  organisations: readonly { id: string; name: string }[];
  audienceOptions: readonly { id: string; name: string }[];
  reviewed: boolean;
  /** The list made posts before it was changed: where they are. */
  made: string | null;
}

const COMMON = ['organisation', 'date', 'town', 'ward', 'terms', 'priceNote', 'reach', 'radiusKm', 'visibility', 'language'];
const FOLDED = ['ward', 'priceNote', 'radiusKm', 'audience', 'visibility', 'language'];
const ROW_FIELD = /^([a-z]+)-(\d+)$/;

/* In the order of the page, and saying in which row. */
function summaryOf(input: ListViewInput) {
  const rowOf = (name: string): number => Number(ROW_FIELD.exec(name)?.[2] ?? Infinity);
  return Object.entries(input.errors)
    .sort(([a], [b]) => rowOf(a) - rowOf(b))
    .map(([name, { key, data }]) => {
      const [, field = '', row = ''] = ROW_FIELD.exec(name) ?? [];
      const text = input.t(key, readable(input, data));
      const isCell = (ROW_FIELDS as readonly string[]).includes(field);
      return { href: `#${name}`, text: isCell ? input.t('post-list.row-error', { row, field: cellLabel(input, field as RowField), text }) : text };
    });
}

const cellLabel = ({ t, kind }: Pick<ListViewInput, 't' | 'kind'>, field: RowField): string =>
  t(field === 'date' ? `post-list.date-${kind}` : field === 'title' ? 'post-list.title-field' : `post-list.${field}`);

function rowView(input: ListViewInput, number: number, byField: Readonly<Record<string, string>>) {
  const { t, typed } = input;
  const at = (field: string) => textsOf(typed, `${field}-${number}`)[0] ?? '';
  const cell = (field: RowField) => ({
    id: `${field}-${number}`, value: at(field), label: cellLabel(input, field), ofRow: t('post-list.of-row', { row: number }),
    error: byField[`${field}-${number}`] ?? null,
  });
  return {
    row: number,
    title: cell('title'),
    quantity: cell('quantity'),
    unit: cell('unit'),
    date: cell('date'),
    note: cell('note'),
    skip: { id: `skip-${number}`, checked: at('skip') !== '', label: t('post-list.skip-row', { row: number }) },
    understood: input.understood.get(number) ?? null,
  };
}

/* How many posts the list makes, and in how many of its rows something must be put right first. */
function countOf(rows: readonly ReturnType<typeof rowView>[]) {
  const kept = rows.filter(({ skip }) => !skip.checked);
  const faulty = kept.filter((row) => ROW_FIELDS.some((field) => row[field].error !== null));
  return { count: kept.length, faulty: faulty.length };
}

/** Exactly what `views/posts/list.hbs` prints: the table of a list, to be checked. */
export function listView(input: ListViewInput) {
  const { t, kind, typed } = input;
  const { errors } = errorTexts(input.errors, input);
  const count = Number(textsOf(typed, 'rows')[0] ?? 0);
  const summary = summaryOf(input);
  const values = formValues(typed, COMMON);
  const rows = Array.from({ length: count }, (_, i) => rowView(input, i + 1, errors));
  return {
    title: t('post-list.check-title'),
    lead: t(`post-list.check-lead-${kind}`, countOf(rows)),
    invalid: summary.length > 0,
    errors,
    errorList: input.made ? [{ href: input.made, text: t('post-list.changed-after') }, ...summary] : summary,
    kind,
    isNeed: kind === 'need',
    headings: ROW_FIELDS.map((field) => cellLabel(input, field)),
    rows,
    count,
    values,
    language: values['language'] || input.lang,
    pasted: textsOf(typed, 'list')[0] ?? '',
    submissionKey: input.submissionKey,
    moreOpen: FOLDED.some((name) => name in errors),
    action: paths.postLists(),
    submitLabel: t(input.reviewed ? 'post-list.submit-review' : 'post-list.submit'),
    ...formChoices(input),
  };
}

function madeRow(reader: Reader, row: PostRow) {
  const { t, lang } = reader;
  const amount = row.quantity && counted(reader, row.quantity, row.unit);
  return {
    href: paths.post(row.id), title: row.title, contentLang: row.language === lang ? null : row.language,
    amount: amount ?? t('post.quantity-open'), state: row.state === 'published' ? null : t(`post-state.${row.state}`),
  };
}

/** Exactly what `views/posts/list-made.hbs` prints: what became of the list, and what happens next. */
export function madeView(reader: Reader, rows: readonly PostRow[]) {
  const { t } = reader;
  const kind = rows[0]?.kind ?? 'need';
  const isWaiting = rows.some(({ state }) => state === 'in-review');
  return {
    title: t(isWaiting ? 'post-list.sent-title' : 'post-list.made-title', { count: rows.length }),
    lead: t(isWaiting ? 'post-list.sent-lead' : `post-list.made-lead-${kind}`),
    rows: rows.map((row) => madeRow(reader, row)),
    another: paths.newPostList(kind),
    dashboard: paths.dashboard(),
  };
}
