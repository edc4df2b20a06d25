import type { Unit } from '../../kernel/quantity.ts';
import { PROOFS, TERMS } from '../posts/index.ts';
import type { FormField } from './form-field.view.ts';
import { CURRENCIES, HANDOVERS } from './terms.form.ts';
import type { Reader } from './wording.ts';

/** What every form of this feature is drawn from. `prefix` keeps ids apart where several forms share a page. */
export interface FormSource extends Reader {
  prefix: string;
  typed: Readonly<Record<string, unknown>>;
  errors: Readonly<Record<string, string>>;
}

export const typedText = ({ typed }: Pick<FormSource, 'typed'>, name: string): string => {
  const value = typed[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : '';
};

/** A control with its value and fault filled in. */
export function fieldFrom(source: FormSource, field: Omit<FormField, 'id' | 'value' | 'error'>): FormField {
  const { prefix, errors } = source;
  return { ...field, id: `${prefix}${field.name}`, value: typedText(source, field.name), error: errors[field.name] ?? null };
}

/** A box to tick: its name, its text and perhaps an explanation. */
export type Tick = readonly [name: string, label: string, hint?: string];

/** Boxes to tick as one group, each a field of its own. */
export function ticksFrom(source: FormSource, ticks: readonly Tick[]): FormField[] {
  if (ticks.length === 0) return [];
  const items = ticks.map(([name, label, hint]) => ({
    name, value: name, label, checked: typedText(source, name) !== '', ...(hint ? { hint } : {}),
  }));
  return [{ partial: 'checkboxes', id: `${source.prefix}ticks`, name: 'ticks', legend: source.t('commitment.form.ticks'), items }];
}

/* Beside other terms a price says nothing. */
const PRICED = 'terms=price';

/** The controls of terms; the price is for one of the unit. */
export function termsFields(source: FormSource, unit: Unit): FormField[] {
  const { t } = source;
  const items = (values: readonly string[], prefix: string) => values.map((value) => ({ value, label: t(`${prefix}.${value}`) }));
  return [
    fieldFrom(source, {
      partial: 'radios', name: 'terms', legend: t('commitment.form.terms'), items: items(TERMS, 'terms'), inline: true,
    }),
    fieldFrom(source, {
      partial: 'field', name: 'pricePerUnit', label: t('commitment.form.price', { unit: t(`unit-per.${unit}`) }),
      hint: t('commitment.form.price-hint'), inputmode: 'decimal', width: 10, when: PRICED,
    }),
    fieldFrom(source, {
      partial: 'select', name: 'currency', label: t('commitment.form.currency'), options: CURRENCIES.map((value) => ({ value, label: value })),
      when: PRICED,
    }),
    fieldFrom(source, {
      partial: 'select', name: 'proof', label: t('commitment.form.proof'), empty: t('commitment.form.proof-none'), options: items(PROOFS, 'proof'),
    }),
    fieldFrom(source, {
      partial: 'radios', name: 'handover', legend: t('commitment.form.handover'), items: items(HANDOVERS, 'commitment.handover'),
      inline: true,
    }),
  ];
}
