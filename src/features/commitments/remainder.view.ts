import { paths } from '../../paths.ts';
import { formatDate } from '../../templates/format.ts';
import type { Remainder } from './remainder.ts';
import { amountText, termsText, type Reader } from './wording.ts';

/** The button "we can supply the remainder" of a need's page. `submissionKey` is new for every page. */
export function remainderButton(reader: Reader, needId: string, remainder: Remainder, submissionKey: string) {
  const { t, lang } = reader;
  const { quantity, unit, by, terms } = remainder;
  return {
    action: paths.remainder(needId),
    submissionKey,
    label: t('remainder.submit', { amount: amountText(reader, quantity, unit) }),
    hint: t('remainder.hint', { by: formatDate(lang, by), terms: termsText(reader, terms, unit) }),
  };
}

export type RemainderButton = ReturnType<typeof remainderButton>;
