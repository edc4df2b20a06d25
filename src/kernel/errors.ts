/**
 * The six ways in which the domain says no. One map in `web/` turns a code into an HTTP status;
 * anything that is not a DomainError is a fault of ours and is shown as a neutral sentence with an id.
 *
 * - `not-found`: absent, or foreign to the reader (both look alike)
 * - `not-allowed`: this party may never do this to this thing
 * - `invalid`: what was typed cannot be taken; `fields` says where
 * - `conflict`: it was possible once; figures, state or version have changed since
 * - `expired`: too late (lapsed proposal, used or old link)
 * - `too-many`: a limit of tries or of size
 */
export type ErrorCode = 'not-found' | 'not-allowed' | 'invalid' | 'conflict' | 'expired' | 'too-many';

/** Plain values to print in the message. Quantities are decimal strings (`'120'`), dates `YYYY-MM-DD`. */
export type ErrorData = Readonly<Record<string, string | number | boolean | null>>;

/** What is wrong with one field of a form: a message key and the values its message prints. */
export type FieldError = { readonly key: string; readonly data?: ErrorData };

/** Faults by the name of the field in its form. */
export type FieldErrors = Readonly<Record<string, FieldError>>;

/** A refusal that a person can understand. `key` names a message of `locales/`, never a sentence. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly key: string;
  readonly data: ErrorData;
  readonly fields: FieldErrors;

  constructor(code: ErrorCode, key: string, data: ErrorData = {}, fields: FieldErrors = {}) {
    super(`${code}: ${key}`);
    this.name = 'DomainError';
    this.code = code;
    this.key = key;
    this.data = data;
    this.fields = fields;
  }
}

/** The refusal of a form: `fields` by field name; the general message is `form.invalid`. */
export const invalid = (fields: FieldErrors): DomainError => new DomainError('invalid', 'form.invalid', {}, fields);

/** True for a refusal of the domain, optionally with this code. */
export const isDomainError = (error: unknown, code?: ErrorCode): error is DomainError =>
  error instanceof DomainError && (code === undefined || error.code === code);
