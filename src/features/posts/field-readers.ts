import { parseLocalDate, type LocalDate } from '../../kernel/dates.ts';
import type { ErrorData, FieldError } from '../../kernel/errors.ts';
import { bothReadings, isCountable, isPositive, parseQuantity, type Quantity, type Unit } from '../../kernel/quantity.ts';

/** What was typed, by field name: text, or a list for fields that repeat. Nothing else gets this far. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** Control characters have no business in a text; line breaks are one kind. */
function clean(text: string): string {
  // eslint-disable-next-line no-control-regex -- taking them out is the point
  return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ').toWellFormed().normalize('NFC');
}

/**
 * The posted body as plain texts; anything that is not a text or a list of texts is dropped. How many there are is limited by
 * what takes in the body, which refuses the rest in words: nothing that was ticked is lost without one.
 */
export function typedFrom(body: Record<string, unknown>): Typed {
  const typed: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(body)) {
    if (name === '_csrf') continue;
    if (typeof value === 'string') typed[name] = clean(value);
    else if (Array.isArray(value)) typed[name] = value.filter((v) => typeof v === 'string').map(clean);
  }
  return typed;
}

/** The texts of one field: none, one, or those of a field that repeats. */
export function textsOf(typed: Typed, field: string): readonly string[] {
  const value = typed[field];
  return typeof value === 'string' ? [value] : (value ?? []);
}

/** Reads fields one by one and collects what is wrong, each fault at its field. */
export class FieldReader {
  readonly errors: Record<string, FieldError> = {};
  readonly #typed: Typed;

  constructor(typed: Typed) {
    this.#typed = typed;
  }

  fail(field: string, key: string, data?: ErrorData): null {
    this.errors[field] ??= data ? { key, data } : { key };
    return null;
  }

  text(field: string): string {
    const value = this.#typed[field];
    return (typeof value === 'string' ? value : (value?.[0] ?? '')).trim();
  }

  list(field: string): string[] {
    const value = this.#typed[field];
    return (typeof value === 'string' ? [value] : [...(value ?? [])]).map((item) => item.trim()).filter(Boolean);
  }

  /**
   * A text within limits; `min` 0 makes it optional. What is too long comes cut: whatever reads on, patterns above all, never
   * meets hundreds of thousands of characters. What was typed stays in the form whole.
   */
  sentence(field: string, min: number, max: number): string {
    const text = this.text(field);
    if (text.length < min) this.fail(field, text ? 'form.too-short' : 'form.missing', { min });
    if (text.length > max) this.fail(field, 'form.too-long', { max, length: text.length });
    return text.slice(0, max);
  }

  optional(field: string, max: number): string | null {
    return this.sentence(field, 0, max) || null;
  }

  choice<T extends string>(field: string, options: readonly T[], standard: T | null): T | null {
    const text = this.text(field);
    if (!text) return standard ?? this.fail(field, 'form.choose');
    return options.find((option) => option === text) ?? this.fail(field, 'form.choose');
  }

  choices<T extends string>(field: string, options: readonly T[]): T[] {
    return options.filter((option) => this.list(field).includes(option));
  }

  yes(field: string): boolean {
    return this.text(field) !== '';
  }

  /** An amount in this unit, nothing (0) too; null when empty. */
  amount(field: string, unit: Unit | null): Quantity | null {
    const text = this.text(field);
    if (!text) return null;
    const parsed = parseQuantity(text, unit);
    if ('fault' in parsed) return this.fail(field, `quantity.${parsed.fault}`, parsed.fault === 'ambiguous' ? bothReadings(text) : undefined);
    if (unit && !isCountable(parsed.value, unit)) return this.fail(field, 'quantity.not-whole', { unit });
    return parsed.value;
  }

  /** An amount in this unit, above zero; null when empty. */
  quantity(field: string, unit: Unit | null): Quantity | null {
    const amount = this.amount(field, unit);
    return amount === null || isPositive(amount) ? amount : this.fail(field, 'quantity.not-positive');
  }

  /** A whole number in a range; null when empty. */
  whole(field: string, min: number, max: number): number | null {
    const text = this.text(field);
    if (!text) return null;
    const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    return number >= min && number <= max ? number : this.fail(field, 'form.whole-number', { min, max });
  }

  /** A day between two others; null when empty. */
  date(field: string, from: LocalDate, to: LocalDate): LocalDate | null {
    const text = this.text(field);
    if (!text) return null;
    const date = parseLocalDate(text);
    if (!date) return this.fail(field, 'form.not-a-date');
    if (date < from) return this.fail(field, 'form.date-past', { from });
    return date > to ? this.fail(field, 'form.date-far', { to }) : date;
  }

  /** An amount of money with at most two decimals, as a decimal string; null when empty. */
  money(field: string): string | null {
    const text = this.text(field).replace(/[\s\u00a0]/g, '').replace(',', '.');
    if (!text) return null;
    return /^\d{1,9}(\.\d{1,2})?$/.test(text) && Number(text) > 0 ? text : this.fail(field, 'form.not-money');
  }
}
