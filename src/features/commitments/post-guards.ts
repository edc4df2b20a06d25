import { today } from '../../kernel/dates.ts';
import { DomainError, invalid } from '../../kernel/errors.ts';
import { ZERO, max, toDecimal } from '../../kernel/quantity.ts';
import type { Work } from '../../db/unit-of-work.ts';
import type { Post, PostGuards } from '../posts/index.ts';
import { producedBy, promisesOf } from './capacity.ts';
import { readCommitments } from './commitment-records.queries.ts';
import { binding, isLive, type Commitment } from './commitment.ts';
import { figuresOf, figureQueries } from './figures.queries.ts';
import { holdingBack, needFigures, offerFigures } from './figures.ts';
import { keepState } from './follow-need.ts';

const commitmentsOf = async (work: Work, post: Post): Promise<Commitment[]> => {
  const stored = await readCommitments(work.manager, post.kind === 'need' ? 'c.need_id = $1' : 'c.offer_id = $1', [post.id]);
  return stored.map(({ commitment }) => commitment);
};

/* What is promised, proposed or has arrived is counted in the unit it was agreed in. */
function checkUnit(before: Post, after: Post, commitments: readonly Commitment[]): void {
  const same = before.unit === after.unit && before.packSize === after.packSize;
  const counted = commitments.filter((c) => c.state === 'proposed' || binding(c) > ZERO);
  if (same || counted.length === 0) return;
  throw invalid({ unit: { key: 'commitment.unit-in-use', data: { commitments: counted.length, unit: before.unit } } });
}

function checkAsked(after: Post, commitments: readonly Commitment[]): void {
  const asked = after.quantity ?? ZERO;
  const { promised } = needFigures(asked, commitments);
  if (asked >= promised) return;
  const blocking = holdingBack(asked, commitments).length;
  throw invalid({ quantity: { key: 'commitment.below-promised', data: { promised: toDecimal(promised), unit: after.unit, commitments: blocking } } });
}

function checkStock(after: Post, commitments: readonly Commitment[]): void {
  if (after.quantity === null) return;
  const { promised } = offerFigures(after.quantity, commitments);
  if (after.quantity >= promised) return;
  throw invalid({ quantity: { key: 'commitment.stock-below-promised', data: { promised: toDecimal(promised), unit: after.unit } } });
}

/* Every promise must still be producible by its date; the first that is not says what is possible. */
function checkCapacity(after: Post, commitments: readonly Commitment[]): void {
  const { perWeek, unit, availableUntil: to } = after;
  if (perWeek === null) return;
  const from = after.availableFrom ?? today(after.publishedAt ?? after.createdAt);
  const capacity = { perWeek, unit, from, to };
  const broken = promisesOf(commitments).find(({ by }) => figuresOf({ capacity }, commitments, by).free < ZERO);
  if (!broken) return;
  const { promised } = figuresOf({ capacity }, commitments, broken.by);
  throw invalid({
    perWeek: {
      key: 'commitment.capacity-below-promised',
      data: { promised: toDecimal(promised), produced: toDecimal(max(ZERO, producedBy(capacity, broken.by))), by: broken.by, unit },
    },
  });
}

/** What commitments have to say when a post changes or ends (commitments: "a post's life"). */
export const postGuards = (): PostGuards => ({
  async beforeEdit(work, before, after) {
    const commitments = await commitmentsOf(work, before);
    if (commitments.length === 0) return;
    checkUnit(before, after, commitments);
    if (after.kind === 'need') return checkAsked(after, commitments);
    if (after.supplyMode === 'stock') return checkStock(after, commitments);
    checkCapacity(after, commitments);
  },
  async afterChange(work, post) {
    const figures = post.kind === 'need' ? (await figureQueries(work.manager).needFigures([post.id])).get(post.id) : undefined;
    return figures ? keepState(work, post, figures) : post;
  },
  async beforeEnd(work, post) {
    const live = (await commitmentsOf(work, post)).filter(isLive);
    if (live.length === 0) return;
    throw new DomainError('conflict', 'commitment.post-has-live', { commitments: live.length, kind: post.kind });
  },
  async covered(work, posts) {
    const needs = posts.filter(({ kind }) => kind === 'need').map(({ id }) => id);
    const figures = await figureQueries(work.manager).needFigures(needs);
    return new Set([...figures].filter(([, { covered }]) => covered).map(([id]) => id));
  },
});
