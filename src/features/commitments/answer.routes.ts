import type { PersonActor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { today } from '../../kernel/dates.ts';
import { DomainError, isDomainError, type FieldErrors } from '../../kernel/errors.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { MailLink } from '../../mail/links.repository.ts';
import { paths } from '../../paths.ts';
import { linkHolder } from '../../web/policies.ts';
import { get, invalidForm, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import type { AccountQueries } from '../accounts/index.ts';
import { chipsOf, DISMISSAL_REASONS, type MatchQueries, type MatchRow, type MatchSide } from '../matches/index.ts';
import type { Post, PostQueries } from '../posts/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import { answerNo, answerYes, type AnswerDeps } from './answer-link.command.ts';
import { answerClosedView, answerView, type Closed } from './answer.view.ts';
import type { CommitmentQueries } from './commitments.queries.ts';
import type { NeedFigures } from './figures.ts';
import { proposalForm } from './proposal.form.ts';
import { presetDay, presetOf } from './proposal-form.view.ts';

export interface AnswerRoutesDeps extends AnswerDeps {
  uow: UnitOfWork;
  accounts: AccountQueries;
  matches: MatchQueries;
  posts: PostQueries;
  commitments: CommitmentQueries;
  vocabulary: Vocabulary;
  clock: Clock;
}

/** What a link of a mail stands for, as things are now. */
interface Asked {
  token: string;
  link: MailLink;
  actor: PersonActor;
  organisation: string;
  side: MatchSide;
  match: MatchRow;
  /** Null once it can no longer be seen. */
  need: Post | null;
  offer: Post | null;
  figures: NeedFigures | null;
}

const missing = (): DomainError => new DomainError('not-found', 'errors.link-unknown');

async function visible(deps: AnswerRoutesDeps, actor: PersonActor, id: string | null): Promise<Post | null> {
  try {
    return id === null ? null : await deps.posts.get(actor, id);
  } catch (error) {
    if (isDomainError(error, 'not-found')) return null;
    throw error;
  }
}

async function figuresOf(deps: AnswerRoutesDeps, need: Post | null): Promise<NeedFigures | null> {
  return need && ((await deps.commitments.needFigures([need.id])).get(need.id) ?? null);
}

/* The link speaks for the organisation it was made for, and only while the person still belongs to it. */
async function askedBy(deps: AnswerRoutesDeps, token: string): Promise<Asked> {
  const link = await deps.uow.run((work) => deps.links.read(work.manager, token, 'answer', work.now));
  const actor = link.personId === null ? null : await deps.accounts.actor(link.personId, link.organisationId);
  const match = await deps.matches.find(link.data['matchId'] ?? '');
  const side: MatchSide = link.data['side'] === 'need' ? 'need' : 'offer';
  const organisation = actor?.organisation;
  if (!actor || !organisation || !match) throw missing();
  const own = side === 'offer' ? match.supplierId : match.needOwnerId;
  if (![link.organisationId, own].every((id) => id === organisation.id)) throw missing();
  const need = await visible(deps, actor, match.needId);
  const offer = await visible(deps, actor, match.offerId);
  const figures = await figuresOf(deps, need);
  return { token, link, actor, organisation: organisation.name, side, match, need, offer, figures };
}

async function closedFor(deps: AnswerRoutesDeps, { link, match, need, figures }: Asked): Promise<Closed | null> {
  const made = await deps.commitments.bySubmission(link.id);
  if (made) return { why: 'answered', commitment: made };
  if (match.dismissedReason) return { why: 'dismissed', reason: match.dismissedReason };
  if (need?.state !== 'published' || !figures) return { why: 'ended' };
  const other = await deps.commitments.between(match.needId, match.supplierId);
  if (other) return { why: 'already', commitment: other };
  return figures.covered ? { why: 'covered' } : null;
}

const closedPage = ({ t, lang }: PageRequest, { match, figures }: Asked, closed: Closed): Reply =>
  page('commitments/answer-closed', answerClosedView({ t, lang }, match, figures, match.needUnit, closed), { layout: 'plain' });

async function formData(
  deps: AnswerRoutesDeps, { t, lang }: PageRequest, asked: Asked, typed: Readonly<Record<string, unknown>> | null, errors: FieldErrors,
) {
  const { need, offer, figures, match } = asked;
  if (!need || !figures) throw missing();
  const now = deps.clock.now();
  const found = offer && (await deps.commitments.offerFigures([offer.id], now, presetDay(need, offer, now))).get(offer.id);
  return answerView({
    ...asked, reader: { t, lang }, need, figures, chips: chipsOf(match.reasons, t, lang, deps.vocabulary),
    typed: typed ?? presetOf(need, figures, offer, found?.free ?? null, now), errors,
  });
}

async function show(deps: AnswerRoutesDeps, request: PageRequest): Promise<Reply> {
  const asked = await askedBy(deps, request.params['token'] ?? '');
  const closed = await closedFor(deps, asked);
  if (closed) return closedPage(request, asked, closed);
  return page('commitments/answer', await formData(deps, request, asked, null, {}), { layout: 'plain' });
}

async function sayNo(deps: AnswerRoutesDeps, request: PageRequest, asked: Asked): Promise<FieldErrors | null> {
  const reason = DISMISSAL_REASONS.find((one) => one === request.body['reason']);
  if (!reason) return { reason: { key: 'form.choose' } };
  await answerNo(deps, asked.actor, asked.link, asked.match.id, reason);
  return null;
}

/* What the form shows; null when somebody was faster or the link was used, and the page says how things stand. */
function faultsOf(error: unknown): FieldErrors | null {
  if (isDomainError(error, 'invalid')) return Object.keys(error.fields).length > 0 ? error.fields : { quantity: error };
  if (isDomainError(error, 'not-allowed')) return { organisation: error };
  if (isDomainError(error, 'conflict') || isDomainError(error, 'expired')) return null;
  throw error;
}

async function sayYes(deps: AnswerRoutesDeps, request: PageRequest, asked: Asked): Promise<FieldErrors | null> {
  const { need, offer, match, side } = asked;
  if (!need) return null;
  const form = proposalForm(request.body, need.unit, today(deps.clock.now()));
  if ('errors' in form.result) return form.result.errors;
  const { quantity, by, terms, orPart } = form.result.input;
  const wanted = {
    needId: need.id, offerId: offer?.state === 'published' ? offer.id : null, supplierId: match.supplierId,
    quantity, by, terms, orPart, offerUse: null, note: null, digest: form.digest,
  };
  try {
    await answerYes(deps, asked.actor, asked.link, side, wanted);
    return null;
  } catch (error) {
    return faultsOf(error);
  }
}

async function answer(deps: AnswerRoutesDeps, request: PageRequest): Promise<Reply> {
  const asked = await askedBy(deps, request.params['token'] ?? '');
  const again = redirect(paths.answer(asked.token));
  if (await closedFor(deps, asked)) return again;
  const errors = request.body['answer'] === 'no' ? await sayNo(deps, request, asked) : await sayYes(deps, request, asked);
  if (!errors) return again;
  return invalidForm('commitments/answer', await formData(deps, request, asked, request.body, errors), 'plain');
}

/** The page behind the button of a match mail: works without signing in; looking at it changes nothing. */
export const answerRoutes = (deps: AnswerRoutesDeps): Route[] => [
  get(paths.answer(':token'), linkHolder, (request) => show(deps, request)),
  post(paths.answer(':token'), linkHolder, (request) => answer(deps, request)),
];
