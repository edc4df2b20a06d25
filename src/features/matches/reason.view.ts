import type { Unit } from '../../kernel/quantity.ts';
import type { CountedForm } from '../../templates/counted.ts';
import type { Token } from '../../text/types.ts';
import type { Reason, Tone } from './reasons.ts';
import { toneOf } from './reasons.ts';

/** A reason as its reader sees it; the sign of the tone is drawn by an icon. */
export interface Chip {
  code: Reason['code'];
  tone: Tone;
  text: string;
}

/** How one reader's language writes the data of a reason. */
export interface ReasonWriter {
  translate(key: string, values: Record<string, string | number>): string;
  /** Name of a concept, such as `przyłbica`. */
  concept(id: string): string;
  /** A decimal string, grouped: `1 000`. */
  amount(decimal: string): string;
  /** The same with its unit: `1 000 szt.` */
  counted(decimal: string, unit: Unit, form: CountedForm): string;
  /** Its whole name, such as `sztuki`. */
  unitName(unit: Unit): string;
  /** The words of the post behind folded keys, such as `regranulat, ABS`. */
  words(keys: readonly string[]): string;
}

type Data = Readonly<Record<string, string | number | boolean | string[]>>;
type Write = (text: string, writer: ReasonWriter, data: Data) => string;

const concept: Write = (text, writer) => writer.concept(text);
const amount: Write = (text, writer) => writer.amount(text);
const counted = (form: CountedForm): Write => (text, writer, { unit }) => writer.counted(text, unit as Unit, form);
const unitName: Write = (text, writer) => writer.unitName(text as Unit);

/* A field of that name means the same in every reason; the others are written as they are. */
const FIELDS: Readonly<Record<string, Write>> = {
  concept, sought: concept, by: concept, product: concept, material: concept, part: concept,
  available: amount, asked: counted('of'), smallest: counted('is'),
  offerUnit: unitName, needUnit: unitName,
};

const written = (field: string, value: Data[string], writer: ReasonWriter, data: Data): string | number => {
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return writer.words(value);
  return FIELDS[field]?.(String(value), writer, data) ?? String(value);
};

/** A reason in the reader's words: message `reason.<code>` with its data. */
export const chipOf = (reason: Reason, writer: ReasonWriter): Chip => {
  const { code, ...data } = reason;
  const fields = Object.entries<Data[string]>(data);
  const values = fields.map(([field, value]) => [field, written(field, value, writer, data)] as const);
  return { code, tone: toneOf(reason), text: writer.translate(`reason.${code}`, Object.fromEntries(values)) };
};

/** The words of a text behind folded keys, as written and in its order, each once. */
export const wordsBehind = (tokens: readonly Token[], keys: readonly string[]): string[] => {
  const wanted = new Set(keys);
  const found = tokens.filter(({ keys: own }) => own.some((key) => wanted.has(key)));
  return [...new Set(found.map(({ text }) => text.toLowerCase()))];
};
