import type { Work } from '../../db/unit-of-work.ts';
import { addDays, endOfDay, minDate, today, type LocalDate } from '../../kernel/dates.ts';
import type { NewLink } from '../../mail/mailer.repository.ts';
import type { Recipient } from '../../mail/outbox.repository.ts';
import { announcementRow, type Announcement } from '../announcements/index.ts';
import { SHOWN, type AlertKind } from './alert.ts';
import type { AlertDeps } from './alert-deps.ts';
import type { MatchFacts } from './alerts.queries.ts';
import type { DueDigest } from './digest.ts';
import { digestMail, matchesMail } from './alert-mail.view.ts';
import { matchCard, type MatchCard } from './match-card.view.ts';
import type { Waiting } from './tellable.queries.ts';
import type { Told } from './told.ts';

const ANSWER_DAYS = 14;
const UNSUBSCRIBE_DAYS = 365;
const MAX_AGE = 72 * 3_600_000;

/* An answer makes sense to the end of the day by which it is needed, and never for longer than two weeks. */
function lastAnswerDay({ neededBy }: MatchFacts, now: Date): LocalDate {
  const limit = addDays(today(now), ANSWER_DAYS);
  return neededBy ? minDate(neededBy, limit) : limit;
}

/* Read in the same transaction as what waits, under the foreign key of the alert. */
function factsOf(told: Told, { matchId }: Waiting): MatchFacts {
  const facts = told.facts.get(matchId);
  if (!facts) throw new Error(`match ${matchId} of an alert is gone`);
  return facts;
}

const readerOf = (deps: AlertDeps, person: Recipient) =>
  ({ t: deps.messages.translate(person.language), lang: person.language, vocabulary: deps.vocabulary });

async function cardOf(deps: AlertDeps, work: Work, person: Recipient, told: Told, one: Waiting): Promise<MatchCard> {
  const { matchId, needId, personId, organisationId, side, verdict } = one;
  const facts = factsOf(told, one);
  const expiresAt = endOfDay(lastAnswerDay(facts, work.now));
  const link = await deps.mailer.link(work, { purpose: 'answer', personId, organisationId, data: { matchId, side }, expiresAt });
  return matchCard(readerOf(deps, person), { facts, figures: told.figures.get(needId), side, verdict, answer: link.url });
}

async function cardsOf(deps: AlertDeps, work: Work, person: Recipient, told: Told): Promise<[MatchCard, ...MatchCard[]]> {
  const [best, ...others] = told.waiting;
  const cards: [MatchCard, ...MatchCard[]] = [await cardOf(deps, work, person, told, best)];
  for (const one of others.slice(0, SHOWN - 1)) cards.push(await cardOf(deps, work, person, told, one));
  return cards;
}

/* Whose post it is that the mail is about: the other side's; an offer of capabilities has none. */
const postOf = ({ side, needId, offerId }: Waiting): string | null => (side === 'offer' ? needId : offerId);

/** Ends exactly this kind of alert of these organisations; ids in `data.organisationId`, separated by commas. */
function unsubscribeLink(
  person: Recipient, organisationIds: readonly string[], data: { alert: AlertKind; frequency?: DueDigest['frequency'] }, now: Date,
): NewLink {
  const [first, second] = organisationIds;
  return {
    purpose: 'unsubscribe',
    personId: person.personId,
    organisationId: first && !second ? first : null,
    data: { ...data, organisationId: organisationIds.join(',') },
    expiresAt: endOfDay(addDays(today(now), UNSUBSCRIBE_DAYS)),
  };
}

/**
 * One mail about the matches of one person, organisation and side. Returns its id. Not sent any more once the best match
 * can no longer be answered.
 */
export async function mailMatches(deps: AlertDeps, work: Work, person: Recipient, told: Told): Promise<string> {
  const [best, ...others] = told.waiting;
  const facts = factsOf(told, best);
  const until = lastAnswerDay(facts, work.now);
  const cards = await cardsOf(deps, work, person, told);
  return deps.mailer.send(work, {
    kind: best.side === 'offer' ? 'match-need' : 'match-offer',
    why: `match.${best.verdict}`,
    to: person,
    data: matchesMail(readerOf(deps, person), told, cards, until),
    postId: postOf(best),
    besides: others.slice(0, SHOWN - 1).flatMap((one) => postOf(one) ?? []).filter((id) => id !== postOf(best)),
    unsubscribe: unsubscribeLink(person, [best.organisationId], { alert: best.verdict }, work.now),
    giveUpAt: new Date(Math.min(work.now.getTime() + MAX_AGE, endOfDay(until).getTime())),
  });
}

/** The digest of one person, over all their organisations, with what the cluster announced since the one before. Returns the mail's id. */
export async function mailDigest(
  deps: AlertDeps, work: Work, person: Recipient, { told, news }: { told: Told; news: readonly Announcement[] },
  frequency: DueDigest['frequency'],
): Promise<string> {
  const organisationIds = [...new Set(told.waiting.map(({ organisationId }) => organisationId))];
  const cards = await cardsOf(deps, work, person, told);
  return deps.mailer.send(work, {
    kind: 'digest',
    why: `digest.${frequency}`,
    to: person,
    besides: told.waiting.slice(0, SHOWN).flatMap((one) => postOf(one) ?? []),
    data: { ...digestMail(readerOf(deps, person), told, cards, frequency), news: news.map((one) => announcementRow(readerOf(deps, person), one)) },
    unsubscribe: unsubscribeLink(person, organisationIds, { alert: 'digest', frequency }, work.now),
  });
}
