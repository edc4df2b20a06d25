import { invalid } from '../../kernel/errors.ts';

/** Characters of a reason. */
export const MAX_REASON = 500;

/** A reason short enough to be read; that something is said at all the verbs check. */
export function reasonOf(text: string): string {
  if (text.length > MAX_REASON) throw invalid({ reason: { key: 'form.too-long', data: { max: MAX_REASON, length: text.length } } });
  return text;
}
