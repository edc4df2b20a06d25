import { z } from 'zod';
import type { FieldErrors } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { FieldReader, typedFrom, type Typed } from '../posts/index.ts';
import { REPORT_REASONS, type ReportReason } from './report.ts';

export interface ReportInput {
  reason: ReportReason;
  text: string;
  address: string | null;
}

export interface ReportForm {
  typed: Typed;
  submissionKey: string | null;
  result: { value: ReportInput } | { errors: FieldErrors };
}

const LONGEST_TEXT = 1000;
const LONGEST_ADDRESS = 254;

/** What somebody says is wrong with a post; "other" has to be put in words. */
export function reportForm(body: Record<string, unknown>): ReportForm {
  const typed = typedFrom(body);
  const fields = new FieldReader(typed);
  const reason = fields.choice('reason', REPORT_REASONS, null);
  const text = fields.sentence('text', reason === 'other' ? 1 : 0, LONGEST_TEXT);
  const address = fields.optional('address', LONGEST_ADDRESS)?.toLowerCase() ?? null;
  if (address !== null && !fields.errors['address'] && !z.email().safeParse(address).success) fields.fail('address', 'report.bad-address');
  const key = fields.text('submissionKey');
  return {
    typed,
    submissionKey: isId(key) ? key : null,
    result: reason === null || Object.keys(fields.errors).length > 0 ? { errors: fields.errors } : { value: { reason, text, address } },
  };
}

export interface VerdictForm {
  verdict: 'hidden' | 'kept';
  answer: string;
  typed: Typed;
  errors: FieldErrors;
}

/** The office's answer: why the post goes, or what the one who reported it is told. */
export function verdictForm(body: Record<string, unknown>): VerdictForm {
  const typed = typedFrom(body);
  const fields = new FieldReader(typed);
  const verdict = fields.text('verdict') === 'hidden' ? 'hidden' : 'kept';
  const answer = fields.sentence('reason', 0, 500);
  if (!answer) fields.fail('reason', 'post.reason-missing');
  return { verdict, answer, typed, errors: fields.errors };
}
