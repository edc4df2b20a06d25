import type { Language } from '../../kernel/actor.ts';
import { formatNumber } from '../../templates/format.ts';
import type { Translate } from '../../templates/i18n.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import { chipOf, type Chip } from './reason.view.ts';
import type { Reason } from './reasons.ts';

const ORDER = { ok: 0, part: 1, question: 2, bad: 3 } as const;

/** The reasons of a match in the reader's language: what fits first, what is missing last. */
export function chipsOf(reasons: readonly Reason[], t: Translate, lang: Language, vocabulary: Vocabulary): Chip[] {
  const chips = reasons.map((reason) =>
    chipOf(reason, {
      translate: (key, values) => t(key, values),
      concept: (id) => vocabulary.name(id, lang),
      amount: (decimal) => formatNumber(lang, decimal),
      unit: (unit) => t(`unit.${unit}`),
      words: (keys) => keys.join(', '),
    }),
  );
  return chips.sort((a, b) => ORDER[a.tone] - ORDER[b.tone]);
}
