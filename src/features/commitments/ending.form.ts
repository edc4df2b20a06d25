import type { FieldErrors } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { FieldReader, typedFrom, type Typed } from '../posts/index.ts';
import type { Fate, PostEnding } from './ending.ts';

export interface EndingForm {
  typed: Typed;
  result: { input: Pick<PostEnding, 'reason' | 'fates' | 'proposals'> } | { errors: FieldErrors };
}

const FATES: readonly Fate[] = ['keep', 'end'];

/** The field that decides over one commitment. */
export const fateField = (id: string): string => `fate-${id}`;
/** The field that says which version of it was on the page. */
export const seenField = (id: string): string => `seen-${id}`;

/** Reads why a post ends and what becomes of the commitments that its page named. That a reason was given the command checks. */
export function endingForm(body: Record<string, unknown>): EndingForm {
  const typed = typedFrom(body);
  const reader = new FieldReader(typed);
  const fates = new Map<string, { fate: Fate; seen: number | null }>();
  for (const field of Object.keys(typed)) {
    const id = /^seen-(.+)$/.exec(field)?.[1];
    if (!isId(id)) continue;
    const fate = reader.choice(fateField(id), FATES, null);
    const seen = reader.text(field);
    if (fate === null) reader.fail(fateField(id), 'form.choose');
    else fates.set(id, { fate, seen: /^\d{1,9}$/.test(seen) ? Number(seen) : null });
  }
  const proposals = reader.text('proposals') ? reader.choice('proposals', FATES, null) : null;
  const faulty = Object.keys(reader.errors).length > 0;
  return { typed, result: faulty ? { errors: reader.errors } : { input: { reason: reader.text('reason'), fates, proposals } } };
}
