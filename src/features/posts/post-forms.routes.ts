import { actsOnBehalf, isOffice, organisationOf, type Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { today } from '../../kernel/dates.ts';
import { DomainError, isDomainError, type FieldErrors } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { invalidForm, page, type PageRequest, type Reply } from '../../web/route.ts';
import { findTowns, type OrganisationQueries, type Town } from '../organisations/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import { textsOf, type Typed } from './field-readers.ts';
import type { PostCommandDeps } from './post-commands.ts';
import { postFormView, type Editing } from './post-form.view.ts';
import type { PostForm, PostFormContext } from './post.form.ts';
import { mayManage, needsReview, needsReviewAgain } from './post.policy.ts';
import type { Post, PostKind } from './post.ts';
import type { PostQueries } from './posts.queries.ts';
import { headsOf } from './understanding.ts';

export interface PostRoutesDeps {
  commands: PostCommandDeps;
  posts: PostQueries;
  organisations: OrganisationQueries;
  vocabulary: Vocabulary;
  towns: readonly Town[];
  clock: Clock;
  /** The page of a post as the reader of this request has it, stored or not: what `views/partials/post-page.hbs` prints. */
  showPost(request: PageRequest, post: Post): Promise<object>;
  /** What stands in the way of a change that was refused, each thing with its page. */
  inTheWay(request: PageRequest, postId: string): Promise<readonly { href: string; text: string }[]>;
}

/** What a form needs to know besides what was typed. */
export function contextOf(deps: PostRoutesDeps, request: PageRequest): PostFormContext {
  return {
    today: today(deps.clock.now()),
    language: request.lang,
    findTown: (name) => findTowns(deps.towns, name, 1)[0] ?? null,
    isConcept: (id) => deps.vocabulary.has(id),
  };
}

/** The concepts that a title is understood as. */
export function understoodIn(deps: PostRoutesDeps, request: PageRequest, typed: Typed): string[] {
  return headsOf(deps.commands.analyser, textsOf(typed, 'title')[0] ?? '', request.lang, textsOf(typed, 'conceptsDropped'));
}

export interface Shown {
  kind: PostKind;
  typed: Typed;
  errors: FieldErrors;
  editing: Editing | null;
  submissionKey?: string | null;
}

/** The post in the form that changes it, in the version that was read for that form. */
export const editingOf = ({ actor }: PageRequest, post: Post, version: number | null = null): Editing =>
  ({ id: post.id, version: version ?? post.version, reviewedAgain: needsReviewAgain(actor, post) });

/** The office says for whom it posts, unless it stands in somebody's place already. */
export const choosesOrganisation = (actor: Actor): boolean => isOffice(actor) && !actsOnBehalf(actor);

/** What the form of one post prints. */
export async function formData(deps: PostRoutesDeps, request: PageRequest, shown: Shown) {
  const organisations = await deps.organisations.names();
  const own = organisationOf(request.actor);
  return postFormView({
    t: request.t,
    lang: request.lang,
    kind: shown.kind,
    typed: shown.typed,
    errors: shown.errors,
    today: today(deps.clock.now()),
    vocabulary: deps.vocabulary,
    understood: understoodIn(deps, request, shown.typed),
    organisations: choosesOrganisation(request.actor) && !shown.editing ? organisations : [],
    audienceOptions: organisations.filter(({ id }) => id !== own),
    editing: shown.editing,
    submissionKey: shown.submissionKey ?? newId(),
    reviewed: needsReview(request.actor),
  });
}

/** The form again, with what was typed and what is wrong. */
export async function again(
  deps: PostRoutesDeps, request: PageRequest, form: PostForm, errors: FieldErrors, editing: Shown['editing'] = null,
  inTheWay: Awaited<ReturnType<PostRoutesDeps['inTheWay']>> = [],
): Promise<Reply> {
  const shown = { kind: form.kind ?? ('need' as const), typed: form.typed, errors, editing, submissionKey: form.submissionKey };
  return invalidForm('posts/form', { ...(await formData(deps, request, shown)), inTheWay });
}

const REFUSALS = { conflict: 409, 'not-allowed': 403 } as const;

/**
 * What no field is to blame for, in words above the form, with everything that was typed; `href` is the post that it is
 * about. An error that is no such refusal is thrown on.
 */
export async function refused(deps: PostRoutesDeps, request: PageRequest, shown: Shown, error: unknown, href: string | null): Promise<Reply> {
  if (!isDomainError(error) || (error.code !== 'conflict' && error.code !== 'not-allowed')) throw error;
  const errorList = [{ href, text: request.t(error.key, error.data) }];
  return page('posts/form', { ...(await formData(deps, request, shown)), invalid: true, errorList }, { status: REFUSALS[error.code] });
}

/** What is wrong with the form, besides what it can tell itself: that the organisation to post for exists. */
export async function faultsOf(
  deps: PostRoutesDeps, { organisationId, result }: Pick<PostForm, 'organisationId' | 'result'>,
): Promise<FieldErrors> {
  const unknown = organisationId !== null && !(await deps.organisations.find(organisationId));
  return { ...(unknown ? { organisation: { key: 'form.choose' } } : {}), ...('errors' in result ? result.errors : {}) };
}

/** The post of this page, for those who may change it. @throws DomainError not-found */
export async function editable(deps: PostRoutesDeps, request: PageRequest): Promise<Post> {
  const found = await deps.posts.get(request.actor, request.params['id'] ?? '');
  if (!mayManage(request.actor, found)) throw new DomainError('not-found', 'errors.not-found');
  return found;
}
