import { paths } from '../../paths.ts';
import { counted } from '../../templates/counted.ts';
import { formatDate } from '../../templates/format.ts';
import { queryOfAddress, searchName, type SavedSearch, type WaitingHit } from '../searches/index.ts';
import { SHOWN } from './alert.ts';
import type { MailReader } from './match-card.view.ts';

/** All that one mail tells one person: posts, newest first and at least one, and the searches that found them. */
export interface FoundPosts {
  posts: readonly [WaitingHit, ...WaitingHit[]];
  searches: readonly [SavedSearch, ...SavedSearch[]];
  channel: 'instant' | 'daily' | 'weekly';
}

function amountOf(reader: MailReader, { quantity, perWeek, unit }: WaitingHit): string | null {
  const amount = (decimal: string) => counted(reader, decimal, unit);
  if (perWeek) return reader.t('post.per-week', { amount: amount(perWeek) });
  return quantity && amount(quantity);
}

function whenOf({ t, lang }: MailReader, { kind, neededBy, availableFrom }: WaitingHit): string | null {
  const date = kind === 'need' ? neededBy : availableFrom;
  return date && t(kind === 'need' ? 'alert.needed-by' : 'alert.available-from', { date: formatDate(lang, date) });
}

function cardOf(reader: MailReader, hit: WaitingHit) {
  return {
    title: hit.title,
    kindText: reader.t(`components.kind.${hit.kind}`),
    href: paths.post(hit.postId),
    organisation: hit.organisation,
    place: hit.town,
    amount: amountOf(reader, hit),
    when: whenOf(reader, hit),
    urgent: hit.urgent,
  };
}

/** Exactly what `views/emails/saved-search` prints. */
export function foundPostsMail(reader: MailReader, { posts, searches, channel }: FoundPosts) {
  const { t } = reader;
  const [best, ...others] = posts;
  const [first] = searches;
  const one = others.length === 0;
  const words = {
    title: best.title, kind: best.kind, place: best.town, count: posts.length, channel,
    searches: searches.map((search) => searchName(reader, search)).join('; '), several: searches.length > 1 ? 'yes' : 'no',
  };
  return {
    title: t(one ? 'searches.mail.subject.one' : 'searches.mail.subject.several', words),
    preheader: posts.slice(0, SHOWN).map(({ title }) => title).join(' · '),
    first: t('searches.mail.why', words),
    cards: posts.slice(0, SHOWN).map((hit) => cardOf(reader, hit)),
    /** The button leads to the only post; of several each needs its own link. */
    several: !one,
    more: Math.max(0, posts.length - SHOWN),
    button: one
      ? { href: paths.post(best.postId), label: t('searches.mail.button.one') }
      : { href: paths.search({ ...queryOfAddress(first.address), sort: 'newest' }), label: t('searches.mail.button.several') },
    why: t('searches.mail.footer', words),
    preferences: `${paths.preferences()}#searches`,
  };
}
