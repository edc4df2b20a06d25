import type { FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { DISMISSAL_REASONS, type Chip, type MatchRow, type MatchSide } from '../matches/index.ts';
import { FieldReader, typedFrom, type Post } from '../posts/index.ts';
import { markOf, waitingText } from './commitment-row.view.ts';
import type { ListedCommitment } from './commitments.queries.ts';
import { coverageBar } from './coverage-bar.view.ts';
import type { NeedFigures } from './figures.ts';
import { errorListOf, fieldTexts } from './form-field.view.ts';
import { promiseFields } from './proposal-form.view.ts';
import { fieldFrom, termsFields, ticksFrom, type FormSource } from './terms-fields.view.ts';
import { readTerms } from './terms.form.ts';
import { amountText, postTermsText, said, termsText, type Reader } from './wording.ts';

export interface AnswerInput {
  reader: Reader;
  token: string;
  side: MatchSide;
  match: MatchRow;
  need: Post;
  figures: NeedFigures;
  chips: readonly Chip[];
  /** In whose name the answer is given. */
  organisation: string;
  typed: Readonly<Record<string, unknown>>;
  errors: FieldErrors;
}

const head = ({ match, figures, need, reader }: Pick<AnswerInput, 'match' | 'figures' | 'need' | 'reader'>) => ({
  need: { title: match.needTitle, href: paths.post(match.needId), owner: match.needOwnerName, town: match.needTown },
  offer: match.offerId && { title: match.offerTitle, href: paths.post(match.offerId), supplier: match.supplierName },
  coverage: coverageBar(reader, figures, need.unit, '1'),
});

/* The terms of a yes that changes nothing; null while something is missing in them or wrong. */
function termsAsTheyStand({ reader, typed, need }: AnswerInput): string | null {
  const fields = new FieldReader(typedFrom(typed));
  const terms = readTerms(fields);
  return Object.keys(fields.errors).length > 0 ? null : termsText(reader, terms, need.unit);
}

/** Exactly what `views/commitments/answer.hbs` prints: yes with an amount and a day, or no with a reason. */
export function answerView(input: AnswerInput) {
  const { reader, side, match, need, token } = input;
  const { t } = reader;
  const errors = fieldTexts(reader, input.errors);
  const source: FormSource = { ...reader, prefix: '', typed: input.typed, errors };
  const hint = t(`commitment.form.or-part-hint-${side === 'offer' ? 'propose' : 'ask'}`);
  const main = [...promiseFields(input, source), ...ticksFrom(source, [['orPart', t('commitment.form.or-part'), hint]])];
  const terms = termsFields(source, need.unit);
  const standing = termsAsTheyStand(input);
  const reason = fieldFrom(source, {
    partial: 'radios', name: 'reason', legend: t('commitment.answer.why-not'),
    items: DISMISSAL_REASONS.map((value) => ({ value, label: t(`dismissal.${value}`) })),
  });
  const list = errorListOf(reader, [...main, ...terms, reason], errors);
  const names = { supplier: match.supplierName, owner: match.needOwnerName, organisation: input.organisation };
  return {
    ...head(input),
    title: t(`commitment.answer.title-${side}`, names),
    lead: t('commitment.answer.lead', names),
    invalid: list.length > 0,
    errorList: list,
    action: paths.answer(token),
    chips: input.chips,
    main,
    terms,
    termsAsked: said(reader, 'commitment.form.need-terms', { terms: postTermsText(reader, need) }),
    termsStanding: standing && said(reader, 'commitment.answer.terms-standing', { terms: standing }),
    termsOpen: standing === null || terms.some(({ error }) => error),
    reason,
    yes: t(`commitment.answer.yes-${side}`, names),
    no: t('commitment.answer.no'),
    noOpen: Boolean(reason.error),
  };
}

/** Why the link asks for nothing any more. */
export type Closed =
  | { why: 'answered' | 'already'; commitment: ListedCommitment }
  | { why: 'dismissed'; reason: string }
  | { why: 'covered' | 'ended' };

const madeView = (reader: Reader, { commitment: c, supplierName, ownerName }: ListedCommitment) => ({
  amount: amountText(reader, c.quantity, c.unit),
  state: markOf(reader, c),
  waiting: waitingText(reader, c, { supplier: supplierName, owner: ownerName }),
  action: { href: paths.commitment(c.id), label: reader.t('commitment.answer.to-commitment'), primary: true },
});

const wayOn = ({ t }: Reader, match: MatchRow, { why }: Closed) =>
  why === 'ended'
    ? { href: paths.board(), label: t('errors.to-board'), primary: false }
    : { href: paths.post(match.needId), label: t('commitment.answer.to-need'), primary: false };

/** Exactly what `views/commitments/answer-closed.hbs` prints: what was answered, how things stand, and where to go on. */
export function answerClosedView(reader: Reader, match: MatchRow, figures: NeedFigures | null, unit: string, closed: Closed) {
  const { t } = reader;
  const made = 'commitment' in closed ? madeView(reader, closed.commitment) : null;
  return {
    title: t(`commitment.answer.${closed.why}-title`),
    lead: said(reader, `commitment.answer.${closed.why}-lead`, {
      amount: made?.amount ?? '', reason: 'reason' in closed ? t(`dismissal.${closed.reason}`) : '',
    }),
    need: { title: match.needTitle, href: paths.post(match.needId), owner: match.needOwnerName },
    coverage: figures && coverageBar(reader, figures, unit, '1'),
    made,
    actions: [...(made ? [made.action] : []), wayOn(reader, match, closed)],
  };
}
