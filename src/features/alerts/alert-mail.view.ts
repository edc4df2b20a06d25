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

function shapeOf(told: Told, first: MatchCard | undefined): 'one' | 'several' | 'capability' {
  if (told.waiting.length > 1) return 'several';
  return first?.capability ? 'capability' : 'one';
}

/** Exactly what `views/emails/match-need` and `views/emails/match-offer` print; `until`: last day of the best one's answer link. */
export function matchesMail({ t, lang }: MailReader, told: Told, cards: readonly MatchCard[], until: LocalDate) {
  const { side, organisation, verdict } = told.waiting[0];
  const [best, ...others] = cards;
  const own = commonOwn(cards);
  const key = `alert.${side === 'offer' ? 'need' : 'offer'}`;
  const shape = shapeOf(told, best);
  const words = {
    verdict: verdictOf(told), count: countOf(told), organisation, capability: best?.capability ?? '',
    title: best?.title ?? '', from: best?.organisation ?? '', place: best?.place ?? '', open: best?.open ?? '',
    own: own ?? '', common: own === null ? 'no' : 'yes',
  };
  return {
    title: t(`${key}.subject.${shape}`, words),
    preheader: t(`${key}.preheader`, words),
    first: t(`${key}.why.${shape}`, words),
    best,
    others,
    until: formatDate(lang, until),
    more: told.waiting.length - cards.length,
    dashboard: paths.dashboard(),
    why: t('alert.footer.instant', { organisation, verdict }),
    preferences: paths.preferences(),
  };
}

/** Exactly what `views/emails/digest` prints. */
export function digestMail({ t }: MailReader, told: Told, cards: readonly MatchCard[], frequency: DueDigest['frequency']) {
  const organisation = [...new Set(told.waiting.map((one) => one.organisation))].join(', ');
  const words = { count: told.waiting.length, frequency, organisation, title: cards[0]?.title ?? '' };
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
