import type { Unit } from '../../kernel/quantity.ts';
import { paths } from '../../paths.ts';
import { counted } from '../../templates/counted.ts';
import { formatDate } from '../../templates/format.ts';
import { coverageBar, type NeedFigures } from '../commitments/index.ts';
import { chipsOf } from '../matches/index.ts';
import type { MatchFacts, OfficeFacts } from './alerts.queries.ts';
import type { MailReader } from './match-card.view.ts';

const amountOf = (reader: MailReader, decimal: string | null, unit: Unit): string | null =>
  decimal && counted(reader, decimal, unit);

function postOf(reader: MailReader, post: OfficeFacts) {
  return {
    kind: post.kind,
    href: paths.post(post.id),
    title: post.title,
    organisation: post.organisation,
    place: post.town,
    amount: amountOf(reader, post.quantity, post.unit),
    when: post.neededBy && reader.t('alert.needed-by', { date: formatDate(reader.lang, post.neededBy) }),
    urgent: post.urgent,
  };
}

const wordsOf = (post: OfficeFacts) => ({
  title: post.title, organisation: post.organisation, kind: post.kind, urgent: post.urgent ? 'yes' : 'no',
  health: post.organisationKind === 'health-care' ? 'yes' : 'no',
});

const SHOWN = 20;

type Several<T> = readonly [T, ...T[]];

const several = ([first, ...others]: Several<OfficeFacts>) => {
  const posts = [first, ...others];
  return { ...wordsOf(first), count: posts.length, urgent: posts.filter(({ urgent }) => urgent).length, more: Math.max(0, posts.length - SHOWN) };
};

/* One mail about many posts of an organisation: what `views/emails/office-posts` prints. */
function postsMail(
  { t }: MailReader, key: string, words: ReturnType<typeof several>, { posts, href }: { posts: readonly object[]; href: string },
) {
  return {
    title: t(`${key}.subject`, words),
    preheader: t(`${key}.preheader`, words),
    first: t(`${key}.why`, words),
    posts: posts.slice(0, SHOWN),
    more: words.more > 0 ? t('alert.office-more', words) : null,
    lead: t(`${key}.lead`, words),
    button: { href, label: t(`${key}.button`) },
    why: t('alert.footer.office'),
  };
}

/** A need with something open that nothing fits; `best` are ids of matches that may. */
export interface UnansweredNeed {
  need: OfficeFacts;
  figures: NeedFigures;
  maybes: number;
  best: readonly string[];
}

/** Needs of one organisation that nothing fits, exactly what `views/emails/office-posts` prints. The office has them in two queues, by date. */
export function needsUnansweredMail(reader: MailReader, needs: Several<UnansweredNeed>) {
  const [first, ...others] = needs;
  const posts = needs.map(({ need, maybes }) => ({ ...postOf(reader, need), chances: reader.t('alert.unanswered-list.chances', { count: maybes }) }));
  return postsMail(reader, 'alert.unanswered-list', several([first.need, ...others.map(({ need }) => need)]), { posts, href: paths.office() });
}

/** Posts of one organisation that wait for their review, exactly what `views/emails/office-posts` prints. */
export const reviewsWaitingMail = (reader: MailReader, posts: Several<OfficeFacts>) =>
  postsMail(reader, 'alert.review-list', several(posts), {
    posts: posts.map((post) => ({ ...postOf(reader, post), kindText: reader.t(`components.kind.${post.kind}`) })), href: paths.officeQueue('reviews'),
  });

/** Exactly what `views/emails/need-unanswered` prints; `candidates` are the matches that may fit, best first. */
export function needUnansweredMail(reader: MailReader, post: OfficeFacts, figures: NeedFigures, candidates: readonly MatchFacts[]) {
  const { t, lang, vocabulary } = reader;
  const words = { ...wordsOf(post), count: candidates.length };
  return {
    title: t('alert.unanswered.subject', words),
    preheader: t('alert.unanswered.preheader', words),
    first: t('alert.unanswered.why', words),
    post: { ...postOf(reader, post), amount: null },
    coverage: coverageBar(reader, figures, post.unit, post.id),
    lead: t('alert.unanswered.candidates', words),
    candidates: candidates.map((one) => ({
      supplier: one.supplier,
      place: one.supplierTown,
      offer: one.offerTitle,
      reasons: chipsOf(one.reasons, t, lang, vocabulary).map(({ tone, text }) => ({ tone, text })),
    })),
    button: { href: paths.post(post.id), label: t('alert.unanswered.button') },
    why: t('alert.footer.office'),
  };
}

/** Exactly what `views/emails/review-waiting` prints. */
export function reviewWaitingMail(reader: MailReader, post: OfficeFacts) {
  const { t } = reader;
  const words = wordsOf(post);
  return {
    title: t('alert.review.subject', words),
    preheader: t('alert.review.preheader', words),
    first: t('alert.review.why', words),
    post: postOf(reader, post),
    lead: t('alert.review.lead', words),
    button: { href: paths.officeQueue('reviews'), label: t('alert.review.button') },
    why: t('alert.footer.office'),
  };
}
