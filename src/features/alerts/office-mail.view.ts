import { toDecimal, quantityFrom, type Unit } from '../../kernel/quantity.ts';
import { paths } from '../../paths.ts';
import { formatDate, formatNumber } from '../../templates/format.ts';
import { coverageBar, type NeedFigures } from '../commitments/index.ts';
import { chipsOf } from '../matches/index.ts';
import type { MatchFacts, OfficeFacts } from './alerts.queries.ts';
import type { MailReader } from './match-card.view.ts';

const amountOf = ({ t, lang }: MailReader, decimal: string | null, unit: Unit): string | null =>
  decimal && t('quantity.with-unit', { amount: formatNumber(lang, toDecimal(quantityFrom(decimal))), unit: t(`unit.${unit}`) });

function postOf(reader: MailReader, post: OfficeFacts) {
  return {
    kind: post.kind,
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
