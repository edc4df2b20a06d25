import { compare } from '../../kernel/quantity.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { formatDate } from '../../templates/format.ts';
import type { Post, Typed } from '../posts/index.ts';
import { allReceived, hasSaidYes, isLive, type Commitment, type Side } from './commitment.ts';
import { commitmentRow } from './commitment-row.view.ts';
import type { ListedCommitment } from './commitments.queries.ts';
import type { Fate, PostEnding } from './ending.ts';
import { fateField, seenField } from './ending.form.ts';
import { fieldTexts } from './form-field.view.ts';
import { amountText, type Reader } from './wording.ts';

export interface EndingInput {
  reader: Reader;
  way: PostEnding['way'];
  post: Post;
  /** What is open on it. */
  open: readonly ListedCommitment[];
  typed: Typed;
  errors: FieldErrors;
  /** What stopped the last press, in words. */
  problem: string | null;
}

const textOf = (typed: Typed, field: string): string => {
  const value = typed[field];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
};

/** What becomes of it when nothing is chosen: deliveries go on, questions end with their post. */
const usual = (listed: ListedCommitment): Fate => (isLive(listed.commitment) ? 'keep' : 'end');

/* How it stands with what its end would be called. */
function standingOf(c: Commitment, side: Side): 'live' | 'received' | 'given' | 'missing' {
  if (isLive(c)) return allReceived(c) ? 'received' : 'live';
  return hasSaidYes(c, side) ? 'given' : 'missing';
}

function wordsOf({ reader: { t, lang }, post }: EndingInput, { commitment: c }: ListedCommitment) {
  const side: Side = post.kind === 'need' ? 'owner' : 'supplier';
  const until = c.expiresAt ? formatDate(lang, c.expiresAt) : '';
  return {
    keep: isLive(c) ? t('post-ending.keep-live') : t(`post-ending.keep-${post.kind}`, { until }),
    end: t(`post-ending.end-${standingOf(c, side)}`),
  };
}

function questionOf(input: EndingInput, listed: ListedCommitment, errors: Readonly<Record<string, string>>) {
  const { reader, post, typed } = input;
  const { commitment: c, version } = listed;
  const words = wordsOf(input, listed);
  const field = fateField(c.id);
  return {
    id: field,
    legend: reader.t('post-ending.question', {
      other: post.kind === 'need' ? listed.supplierName : listed.ownerName,
      amount: amountText(reader, c.quantity, c.unit), by: formatDate(reader.lang, c.by), state: reader.t(`commitment.state.${c.state}`),
    }),
    items: (['keep', 'end'] as const).map((value) => ({ value, label: words[value] })),
    value: textOf(typed, field) || usual(listed),
    error: errors[field] ?? null,
    seen: { name: seenField(c.id), value: version },
    href: paths.commitment(c.id),
  };
}

/* Closing short keeps what is agreed: only the open proposals are asked about, all at once. */
function proposalsOf({ reader: { t }, open, typed }: EndingInput) {
  const count = open.filter(({ commitment: { state } }) => state === 'proposed').length;
  if (count === 0) return null;
  return {
    legend: t('post-ending.proposals', { proposals: count }),
    items: (['end', 'keep'] as const).map((value) => ({ value, label: t(`post-ending.proposals-${value}`) })),
    value: textOf(typed, 'proposals') || 'end',
  };
}

/** Exactly what `views/commitments/ending.hbs` prints. */
export function endingView(input: EndingInput) {
  const { reader, way, post, open } = input;
  const errors = fieldTexts(reader, input.errors);
  const questions = way === 'withdrawal' ? open.map((listed) => questionOf(input, listed, errors)) : [];
  const live = open.filter(({ commitment }) => isLive(commitment));
  return {
    title: reader.t(`post.${way}.title`),
    lead: reader.t(`post.${way}.lead`),
    submit: reader.t(`post.${way}.submit`),
    invalid: input.problem !== null || Object.keys(errors).length > 0,
    problem: input.problem,
    post: { title: post.title, href: paths.post(post.id) },
    action: way === 'withdrawal' ? paths.postWithdrawal(post.id) : paths.postClosure(post.id),
    reason: textOf(input.typed, 'reason'),
    error: errors['reason'] ?? null,
    errorList: Object.entries(errors).map(([field, text]) => ({ href: `#${field}`, text })),
    questions,
    kept: way === 'closure' ? live.map((listed) => commitmentRow(reader, listed)) : [],
    proposals: way === 'closure' ? proposalsOf(input) : null,
  };
}

/** Deliveries that stand in the way of a smaller amount, largest first, each with its page. */
export const standingInTheWay = (reader: Reader, commitments: readonly ListedCommitment[]): { href: string; text: string }[] =>
  commitments
    .filter(({ commitment }) => isLive(commitment))
    .toSorted((a, b) => compare(b.commitment.quantity, a.commitment.quantity))
    .map(({ commitment: c, supplierName, ownerName }) => ({
      href: paths.commitment(c.id),
      text: reader.t('post-ending.standing', {
        supplier: supplierName, owner: ownerName, amount: amountText(reader, c.quantity, c.unit), by: formatDate(reader.lang, c.by),
      }),
    }));
