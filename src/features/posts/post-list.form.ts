import { createHash } from 'node:crypto';
import type { FieldErrors } from '../../kernel/errors.ts';
import { isId, newId } from '../../kernel/ids.ts';
import { FieldReader, textsOf, typedFrom, type Typed } from './field-readers.ts';
import { readPastedList, type PastedRow } from './pasted-list.ts';
import { postForm, type PostForm, type PostFormContext } from './post.form.ts';
import type { PostKind } from './post.ts';

/** How many posts one list may make. */
export const MAX_ROWS = 50;
/** Letters of a pasted list: two hundred for each of its rows. */
export const MAX_PASTED = 10_000;

/** The fields of one row of the table; in the form each has the row's number behind it: `title-3`. */
export const ROW_FIELDS = ['title', 'quantity', 'unit', 'date', 'note'] as const;
export type RowField = (typeof ROW_FIELDS)[number];

export interface PastedForm {
  kind: PostKind;
  pasted: string;
  result: { rows: PastedRow[] } | { errors: FieldErrors };
}

/** A row of the posted table. */
export interface ListRow {
  number: number;
  fields: Readonly<Record<RowField, string>>;
  /** Left out by whoever checked the table: no post is made of it. */
  skipped: boolean;
}

export interface ListForm {
  typed: Typed;
  kind: PostKind;
  pasted: string;
  /** Names this list: the same list sent again makes nothing twice. */
  submissionKey: string;
  rows: ListRow[];
  /** What the rows that are not left out say together with the common fields, in their order. */
  posts: { row: number; form: PostForm }[];
  errors: FieldErrors;
}

/* Tabs part the cells of a spreadsheet: they stay, other control characters go. */
function pastedText(body: Record<string, unknown>): string {
  const list = body['list'];
  const text = typeof list === 'string' ? list : '';
  // eslint-disable-next-line no-control-regex -- taking them out is the point
  return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ').toWellFormed().normalize('NFC');
}

const kindOf = (reader: FieldReader): PostKind => (reader.text('kind') === 'offer' ? 'offer' : 'need');

/** Reads a pasted list: its rows, or why it cannot be taken. */
export function pastedForm(body: Record<string, unknown>, { today }: Pick<PostFormContext, 'today'>): PastedForm {
  const pasted = pastedText(body);
  const kind = kindOf(new FieldReader(typedFrom(body)));
  const fault = (key: string, data: Record<string, number> = {}) => ({ kind, pasted, result: { errors: { list: { key, data } } } });
  if (pasted.length > MAX_PASTED) return fault('form.too-long', { max: MAX_PASTED, length: pasted.length });
  const rows = readPastedList(pasted, { kind, today });
  if (rows.length === 0) return fault('post-list.empty');
  return rows.length > MAX_ROWS ? fault('post-list.too-many', { max: MAX_ROWS, count: rows.length }) : { kind, pasted, result: { rows } };
}

/** The rows as the fields of the table. */
export function typedRows(rows: readonly PastedRow[]): Typed {
  const cells = rows.flatMap((row, i) => ROW_FIELDS.map((field): [string, string] => [`${field}-${i + 1}`, row[field]]));
  return { ...Object.fromEntries(cells), rows: String(rows.length) };
}

/** The key of one row's submit: it follows from the list's, so that a list sent again is known row by row. */
export function rowKey(listKey: string, row: number): string {
  const hex = createHash('sha256').update(`${listKey}/${row}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

function rowsOf(reader: FieldReader): ListRow[] {
  const count = Math.min(reader.whole('rows', 1, MAX_ROWS) ?? 0, MAX_ROWS);
  return Array.from({ length: count }, (_, i) => {
    const number = i + 1;
    const fields = Object.fromEntries(ROW_FIELDS.map((field) => [field, reader.text(`${field}-${number}`)])) as Record<RowField, string>;
    return { number, fields, skipped: reader.yes(`skip-${number}`) };
  });
}

const IN_ROW = /-\d+$/;
const dateField = (kind: PostKind): string => (kind === 'need' ? 'neededBy' : 'availableFrom');

/* What the form for one post would have sent: the row's fields, and the common ones for the rest. */
function bodyOf(typed: Typed, kind: PostKind, row: ListRow, listKey: string): Record<string, unknown> {
  const common = Object.entries(typed).filter(([name]) => !IN_ROW.test(name) && !['list', 'rows', 'date', 'intent'].includes(name));
  const { title, quantity, unit, date, note } = row.fields;
  return {
    ...Object.fromEntries(common), kind, title, quantity, unit, description: note, [dateField(kind)]: date || typed['date'],
    submissionKey: rowKey(listKey, row.number),
  };
}

/* Where a fault of one post stands in the table: in its row, or among the common fields. */
function placeOf(field: string, kind: PostKind, { number, fields }: ListRow): string {
  if (field === dateField(kind)) return fields.date ? `date-${number}` : 'date';
  if (field === 'description') return `note-${number}`;
  return (ROW_FIELDS as readonly string[]).includes(field) ? `${field}-${number}` : field;
}

/** Reads the table of a pasted list as it was checked: each row through the form for one post. */
export function listForm(body: Record<string, unknown>, context: PostFormContext): ListForm {
  const typed: Typed = { ...typedFrom(body), list: pastedText(body) };
  const reader = new FieldReader(typed);
  const kind = kindOf(reader);
  const key = reader.text('submissionKey');
  const submissionKey = isId(key) ? key : newId();
  const rows = rowsOf(reader);
  const kept = rows.filter(({ skipped }) => !skipped);
  const posts = kept.map((row) => ({ row: row.number, form: postForm(bodyOf(typed, kind, row, submissionKey), context) }));
  const errors: Record<string, FieldErrors[string]> = {};
  posts.forEach(({ form: { result } }, i) => {
    for (const [field, error] of Object.entries('errors' in result ? result.errors : {})) errors[placeOf(field, kind, kept[i] as ListRow)] ??= error;
  });
  if (kept.length === 0) errors['skip-1'] = { key: 'post-list.all-skipped' };
  return { typed, kind, pasted: pastedText(body), submissionKey, rows, posts, errors };
}

/** What of this can be told before the table is all filled in: the rows' faults, and those of common fields that hold something. */
export const faultsSoFar = (typed: Typed, errors: FieldErrors): FieldErrors =>
  Object.fromEntries(Object.entries(errors).filter(([field]) => IN_ROW.test(field) || textsOf(typed, field).some((text) => text.trim() !== '')));
