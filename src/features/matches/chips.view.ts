import type { Language } from '../../kernel/actor.ts';
import { counted } from '../../templates/counted.ts';
import { formatNumber } from '../../templates/format.ts';
import type { Translate } from '../../templates/i18n.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import { chipOf, type Chip } from './reason.view.ts';
import type { Reason } from './reasons.ts';

const ORDER = { ok: 1, part: 2, question: 3, bad: 4 } as const;
const SUBJECT: ReadonlySet<Reason['code']> = new Set([
  'same-product', 'similar-product', 'can-make', 'material-for', 'part-of', 'same-use', 'words',
]);
const rank = ({ code, tone }: Chip): number => (SUBJECT.has(code) ? 0 : ORDER[tone]);

/** The reasons of a match in the reader's language: first what it is, then what fits, last what is missing. */
export function chipsOf(reasons: readonly Reason[], t: Translate, lang: Language, vocabulary: Vocabulary): Chip[] {
  const chips = reasons.map((reason) =>
    chipOf(reason, {
      translate: (key, values) => t(key, values),
      concept: (id) => vocabulary.name(id, lang),
      amount: (decimal) => formatNumber(lang, decimal),
      counted: (decimal, unit, form) => counted({ t, lang }, decimal, unit, form),
      unitName: (unit) => t(`unit-name.${unit}`),
      words: (keys) => keys.join(', '),
    }),
  );
  return chips.sort((a, b) => rank(a) - rank(b));
}
