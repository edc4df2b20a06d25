import type { LocalDate } from '../../kernel/dates.ts';
import { paths } from '../../paths.ts';
import { formatDate } from '../../templates/format.ts';
import type { AlertVerdict } from './alert.ts';
import type { DueDigest } from './digest.ts';
import type { MailReader, MatchCard } from './match-card.view.ts';
import type { Told } from './told.ts';

/* One word for several matches: they fit only when all of them do. */
const verdictOf = ({ waiting }: Told): AlertVerdict => (waiting.every(({ verdict }) => verdict === 'fits') ? 'fits' : 'maybe');

/* Posts told of: three offers of the firm that fit one need are one need. */
const countOf = ({ waiting }: Told): number => new Set(waiting.map((one) => (one.side === 'offer' ? one.needId : one.offerId))).size;

/* The reader's own post, when all the cards answer the same one. */
function commonOwn(cards: readonly MatchCard[]): string | null {
  const titles = new Set(cards.map(({ own }) => own));
  return titles.size === 1 ? (cards[0]?.own ?? null) : null;
}

/* What the first line says of all of them need not stand in each. */
const withoutOwn = (card: MatchCard): MatchCard => ({ ...card, relationText: '', coverage: card.kind === 'need' ? card.coverage : null });

function shapeOf(told: Told, best: MatchCard): 'one' | 'several' | 'capability' {
  if (told.waiting.length > 1) return 'several';
  return best.capability ? 'capability' : 'one';
}

/** Words of the subject and the first line. */
function wordsOf(told: Told, best: MatchCard, own: string | null) {
  const { title, organisation: from, place, open, capability } = best;
  return {
    verdict: verdictOf(told), count: countOf(told), title, from, place, open,
    capability: capability ?? '', own: own ?? '', common: own === null ? 'no' : 'yes',
  };
}

/**
 * Exactly what `views/emails/match-need` and `views/emails/match-offer` print. At least one card, best first; `until` is
 * the last day of the best one's answer link.
 */
export function matchesMail({ t, lang }: MailReader, told: Told, [best, ...further]: readonly [MatchCard, ...MatchCard[]], until: LocalDate) {
  const { side, organisation, verdict } = told.waiting[0];
  const own = commonOwn([best, ...further]);
  const key = `alert.${side === 'offer' ? 'need' : 'offer'}`;
  const shape = shapeOf(told, best);
  const words = wordsOf(told, best, own);
  return {
    title: t(`${key}.subject.${shape}`, words),
    preheader: t(`${key}.preheader`, words),
    first: t(`${key}.why.${shape}`, words),
    best: { ...best, relationText: '' },
    others: own === null ? further : further.map(withoutOwn),
    until: formatDate(lang, until),
    more: told.waiting.length - further.length - 1,
    dashboard: paths.dashboard(),
    why: t('alert.footer.instant', { organisation, verdict }),
    preferences: paths.preferences(),
  };
}

/** Exactly what `views/emails/digest` prints. */
export function digestMail({ t }: MailReader, told: Told, cards: readonly [MatchCard, ...MatchCard[]], frequency: DueDigest['frequency']) {
  const organisation = [...new Set(told.waiting.map((one) => one.organisation))].join(', ');
  const words = { count: told.waiting.length, frequency, organisation, title: cards[0].title };
  return {
    title: t('alert.digest.subject', words),
    preheader: cards.map(({ title }) => title).join(' · '),
    first: t('alert.digest.why', words),
    cards,
    more: told.waiting.length - cards.length,
    button: { href: paths.dashboard(), label: t('alert.digest.button') },
    why: t('alert.footer.digest', words),
    preferences: paths.preferences(),
  };
}
