import type { LocalDate } from '../../kernel/dates.ts';
import { quantityFrom, type Quantity } from '../../kernel/quantity.ts';
import type { PageRequest } from '../../web/route.ts';
import type { Vocabulary } from '../vocabulary/index.ts';

/** Who looks at the samples, and when: everything that the product's own views ask for. */
export interface Stage {
  request: PageRequest;
  vocabulary: Vocabulary;
  baseUrl: string;
  now: Date;
  today: LocalDate;
}

/** Ids of samples: links to them lead to the page for what does not exist. */
export const sampleId = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Whole pieces. */
export const pieces = (number: number): Quantity => quantityFrom(String(number));
