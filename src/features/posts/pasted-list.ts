import type { LocalDate } from '../../kernel/dates.ts';
import type { Unit } from '../../kernel/quantity.ts';
import { fold, normalise } from '../../text/fold.ts';
import { readAmount, takeAmount, takeDate, type WrittenAmount } from './pasted-cells.ts';
import type { PostKind } from './post.ts';
import { unitWritten } from './unit-words.ts';
import { isLikeDate, readWrittenDate, type WrittenDate } from './written-dates.ts';

/** One line of a pasted list, as the fields of the form would have been filled in: texts, to be checked by the form. */
export interface PastedRow {
  title: string;
  quantity: string;
  unit: Unit;
  /** `YYYY-MM-DD`, or nothing. */
  date: string;
  /** Everything of the line that has no field of its own. */
  note: string;
}

export interface ListContext {
  kind: PostKind;
  today: LocalDate;
}

type Role = 'title' | 'quantity' | 'unit' | 'date' | 'note' | 'number';
interface Column {
  role: Role;
  /** Set where the heading says what the cell alone would not. */
  label: string;
}

const HEADINGS: readonly [Role, string][] = [
  ['title', 'nazwa towar produkt artykul asortyment przedmiot pozycja rzecz co name item product title article goods'],
  ['quantity', 'ilosc liczba szt sztuk zapotrzebowanie potrzeba stan quantity qty amount pcs pieces count'],
  ['unit', 'jednostka jm jedn miara unit uom'],
  ['date', 'termin data kiedy dostepnosc deadline date due needed when'],
  ['note', 'uwagi opis komentarz notatki parametry wymagania notes note remarks comments comment description details'],
  ['number', 'lp nr no'],
];
const ROLE_OF: ReadonlyMap<string, Role> = new Map(HEADINGS.flatMap(([role, words]) => words.split(' ').map((word): [string, Role] => [word, role])));
const BULLET = /^\s*(?:[-–—•*·▪◦‣●○■□✓>+]+\s+|[•·▪◦‣●]\s*|\(?\d{1,3}[.)]\s+(?=\D)|[a-z]\)\s+|\[[ x]?\]\s*)+/iu;
const QUOTED = /(^|[\t;\n])"((?:[^"]|"")*)"(?=[\t;\n]|$)/g;

/* A spreadsheet quotes a cell that has line breaks or quotes of its own. */
const unquoted = (text: string): string =>
  text.replace(QUOTED, (_, before: string, inner: string) => before + inner.replaceAll('""', '"').replace(/\s*[\n\t]\s*|;/g, ' '));

/** The lines that say something. Bullets and numbers before them are no part of them. */
function linesOf(text: string): string[] {
  return unquoted(text.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n'))
    .split('\n')
    .map((line) => (line.includes('\t') ? line : line.replace(BULLET, '')))
    // A line that ends in a colon only leads to the list.
    .filter((line) => /[\p{L}\d]/u.test(line) && !/:\s*$/.test(line));
}

const tidy = (cell: string): string => cell.replace(/[\s\u00a0]+/g, ' ').trim();

/* A comma parts cells only where an amount or a day follows: names have commas of their own. */
function commaCells(line: string, today: LocalDate): string[] {
  const cells: string[] = [];
  for (const part of line.split(/,\s+/)) {
    const isValue = readAmount(part) !== null || readWrittenDate(part, today) !== null;
    const last = cells.at(-1);
    if (last === undefined || isValue || readAmount(last) || readWrittenDate(last, today)) cells.push(part);
    else cells[cells.length - 1] = `${last}, ${part}`;
  }
  return cells;
}

function cellsOf(line: string, today: LocalDate): string[] {
  const sign = ['\t', ';', '|'].find((one) => line.includes(one));
  const cells = sign ? line.split(sign) : commaCells(line, today);
  const tidied = cells.map(tidy);
  return sign === '|' && tidied[0] === '' ? tidied.slice(1) : tidied;
}

function columnOf(heading: string): Column | null {
  const words = fold(normalise(heading)).replace(/j\.?\s?m\.?/, 'jm').replace(/l\.?\s?p\.?/, 'lp').match(/[a-z]+/g) ?? [];
  const role = words.map((word) => ROLE_OF.get(word)).find((found) => found !== undefined);
  return role ? { role, label: '' } : null;
}

/** The columns that a first line names; null when it is a line like the others. */
function columnsOf(cells: readonly string[]): Column[] | null {
  if (cells.some((cell) => /\d/.test(cell))) return null;
  const columns = cells.map(columnOf);
  const known = columns.filter((column) => column !== null);
  const short = cells.every((cell) => cell.split(' ').length <= 4);
  if (!short || known.length < Math.min(2, cells.length) || !known.some(({ role }) => role === 'title' || cells.length > 1)) return null;
  if (cells.length === 1 && cells[0]?.includes(' ')) return null;
  return columns.map((column, i) => column ?? { role: 'note', label: cells[i] ?? '' });
}

/* 1, 2, 3 … before the names are the numbers of the lines. */
function withoutNumbers(rows: readonly string[][]): string[][] {
  const numbered = rows.length > 1 && rows.every((cells, i) => cells.length > 2 && new RegExp(`^0*${i + 1}[.)]?$`).test(cells[0] ?? ''));
  return rows.map((cells) => (numbered ? cells.slice(1) : cells));
}

/** Gathers a row cell by cell; what finds no place becomes the note. */
class RowBuilder {
  #title = '';
  #amount: WrittenAmount | null = null;
  #unit: Unit | null = null;
  #date: LocalDate | null = null;
  readonly #notes: string[] = [];
  readonly #context: ListContext;

  constructor(context: ListContext) {
    this.#context = context;
  }

  note(text: string, label = ''): void {
    if (text) this.#notes.push(label ? `${label}: ${text}` : text);
  }

  title(text: string): void {
    if (this.#title) this.note(text);
    else this.#title = text;
  }

  amount(amount: WrittenAmount, asWritten: string): void {
    if (this.#amount || isLikeDate(amount.quantity)) return this.note(asWritten);
    this.#amount = amount;
    this.#unit ??= amount.unit;
    if (amount.about) this.note(asWritten);
  }

  unit(text: string): void {
    const unit = unitWritten(text);
    if (unit) this.#unit = unit;
    else this.note(text);
  }

  /** An offer that says until when has no field for that in a list. */
  date({ date, until }: WrittenDate, asWritten: string): void {
    if (this.#date || (until && this.#context.kind === 'offer')) this.note(asWritten);
    else this.#date = date;
  }

  /** What a cell of a column with a heading says. */
  named(cell: string, { role, label }: Column): void {
    if (!cell || role === 'number') return;
    if (role === 'title') return this.title(cell);
    if (role === 'unit') return this.unit(cell);
    if (role === 'quantity') return this.counted(cell);
    const date = role === 'date' ? readWrittenDate(cell, this.#context.today) : null;
    if (date) this.date(date, cell);
    else this.note(cell, label);
  }

  /** What a cell of the column of amounts says: a day where that row lacks a cell; what is no number is left to the form to ask about. */
  counted(cell: string): void {
    const date = readWrittenDate(cell, this.#context.today);
    const amount = readAmount(cell);
    if (date && (!amount || isLikeDate(cell))) this.date(date, cell);
    else this.amount(amount ?? { quantity: cell, unit: null, about: false }, cell);
  }

  /** What a cell says by itself; `named` when another cell may be the name. */
  unnamed(cell: string, named: boolean): void {
    if (!cell) return;
    const date = readWrittenDate(cell, this.#context.today);
    const amount = readAmount(cell);
    if (date) this.date(date, cell);
    else if (amount) this.amount(amount, cell);
    else if ((this.#title || named) && this.#amount && !this.#unit && unitWritten(cell)) this.unit(cell);
    else this.title(cell);
  }

  /** Amount and day out of the name, where no cell had them. */
  row(): PastedRow {
    const dated = this.#date ? null : takeDate(this.#title, this.#context.today);
    if (dated) {
      this.date(dated.found, this.#title.slice(dated.rest.length).replace(/^[\s,;:(–—-]+/u, ''));
      this.#title = dated.rest;
    }
    const counted = this.#amount ? null : takeAmount(this.#title);
    if (counted) {
      this.amount(counted.found, this.#title);
      this.#title = counted.rest;
    }
    return {
      title: this.#title.replace(/[\s,;:–—-]+$/u, ''),
      quantity: this.#amount?.quantity ?? '',
      unit: this.#unit ?? 'szt',
      date: this.#date ?? '',
      note: this.#notes.join('; '),
    };
  }
}

function rowOf(cells: readonly string[], columns: readonly Column[] | null, context: ListContext): PastedRow {
  const row = new RowBuilder(context);
  const lastName = cells.findLastIndex((cell) => /\p{L}{2}/u.test(cell));
  cells.forEach((cell, i) => {
    if (columns) row.named(cell, columns[i] ?? { role: 'note', label: '' });
    else row.unnamed(cell, i < lastName);
  });
  return row.row();
}

/**
 * Reads a list copied from a spreadsheet, a mail or a document, one post per line: cells parted by tabs, semicolons,
 * bars or commas, or amount and day in one sentence with the name. A first line of headings names the columns.
 */
export function readPastedList(text: string, context: ListContext): PastedRow[] {
  const cells = linesOf(text).map((line) => cellsOf(line, context.today));
  const columns = cells[0] ? columnsOf(cells[0]) : null;
  return (columns ? cells.slice(1) : withoutNumbers(cells))
    .map((line) => rowOf(line, columns, context))
    .filter(({ title, quantity, note }) => title || quantity || note);
}
