import type { FieldErrors } from '../../kernel/errors.ts';
import { FieldReader, typedFrom } from '../posts/index.ts';
import { MAX_DESCRIPTION } from './attachment.ts';

/** What was typed beside the files. */
export interface DescriptionForm {
  description: string;
  errors: FieldErrors;
}

export function descriptionForm(body: Record<string, unknown>): DescriptionForm {
  const reader = new FieldReader(typedFrom(body));
  const description = reader.sentence('description', 0, MAX_DESCRIPTION);
  return { description, errors: reader.errors };
}
