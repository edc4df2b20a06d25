import { isOffice, organisationOf } from '../../kernel/actor.ts';
import { daysBetween, today } from '../../kernel/dates.ts';
import { DomainError, isDomainError, type FieldErrors } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Clock } from '../../kernel/clock.ts';
import { paths } from '../../paths.ts';
import { actsForOrganisation } from '../../web/policies.ts';
import { get, invalidForm, json, one, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { findTowns, type OrganisationQueries, type Town } from '../organisations/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import { createPost } from './create-post.command.ts';
import { editPost } from './edit-post.command.ts';
import { publishDraft } from './end-post.command.ts';
import type { Typed } from './field-readers.ts';
import { conflictFields } from './post-conflict.view.ts';
import { previewView } from './post-preview.view.ts';
import { postFormView, typedOf } from './post-form.view.ts';
import { postForm, type PostForm, type PostFormContext } from './post.form.ts';
import { mayManage, needsReview } from './post.policy.ts';
import type { PostCommandDeps } from './post-commands.ts';
import type { PostQueries } from './posts.queries.ts';
import type { Post, PostKind } from './post.ts';
import { understand } from './understanding.ts';

export interface PostRoutesDeps {
  commands: PostCommandDeps;
  posts: PostQueries;
  organisations: OrganisationQueries;
  vocabulary: Vocabulary;
  towns: readonly Town[];
  clock: Clock;
  /** What stands in the way of a change that was refused, each thing with its page. */
  inTheWay(request: PageRequest, postId: string): Promise<readonly { href: string; text: string }[]>;
}

function contextOf(deps: PostRoutesDeps, request: PageRequest): PostFormContext {
  return {
    today: today(deps.clock.now()),
    language: request.lang,
    findTown: (name) => findTowns(deps.towns, name, 1)[0] ?? null,
    isConcept: (id) => deps.vocabulary.has(id),
  };
}

const text = (value: Typed[string] | undefined): string => (typeof value === 'string' ? value : (value?.[0] ?? ''));
const list = (value: Typed[string] | undefined): string[] => (typeof value === 'string' ? [value] : [...(value ?? [])]);

function understoodIn(deps: PostRoutesDeps, request: PageRequest, typed: Typed): string[] {
  const content = {
    title: text(typed['title']), description: '', language: request.lang,
    conceptsAdded: [], conceptsDropped: list(typed['conceptsDropped']),
  };
  const found = understand(deps.commands.analyser, content).concepts;
  return found.filter(({ role }) => role === 'head').map(({ id }) => id);
}

/** The line under the title, for the script that asks while the title is being typed. */
function understoodLine(deps: PostRoutesDeps, request: PageRequest) {
  const title = one(request.query['title'])?.slice(0, 200) ?? '';
  const concepts = understoodIn(deps, request, { title }).map((id) => ({ id, name: deps.vocabulary.name(id, request.lang) }));
  const names = concepts.map(({ name }) => name).join(', ');
  const line = title.trim() ? request.t('post.understood-none') : '';
  return { text: concepts.length > 0 ? `${request.t('post.understood')} ${names}` : line, concepts };
}

interface Shown {
  kind: PostKind;
  typed: Typed;
  errors: FieldErrors;
  editing: { id: string; version: number } | null;
  submissionKey?: string | null;
}

async function formData(deps: PostRoutesDeps, request: PageRequest, shown: Shown) {
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
    organisations: isOffice(request.actor) && !shown.editing ? organisations : [],
    audienceOptions: organisations.filter(({ id }) => id !== own),
    editing: shown.editing,
    submissionKey: shown.submissionKey ?? newId(),
    reviewed: needsReview(request.actor),
  });
}

async function newPost(deps: PostRoutesDeps, request: PageRequest): Promise<Reply> {
  const kind: PostKind = one(request.query['kind']) === 'offer' ? 'offer' : 'need';
  const own = organisationOf(request.actor);
  const place = own ? await deps.organisations.place(own) : null;
  const typed = { title: one(request.query['title'])?.slice(0, 120) ?? '', town: place?.townName ?? '' };
  return page('posts/form', await formData(deps, request, { kind, typed, errors: {}, editing: null }));
}

async function again(
  deps: PostRoutesDeps, request: PageRequest, form: PostForm, errors: FieldErrors, editing: Shown['editing'] = null,
  inTheWay: Awaited<ReturnType<PostRoutesDeps['inTheWay']>> = [],
): Promise<Reply> {
  const shown = { kind: form.kind ?? ('need' as const), typed: form.typed, errors, editing, submissionKey: form.submissionKey };
  return invalidForm('posts/form', { ...(await formData(deps, request, shown)), inTheWay });
}

function thanks(request: PageRequest, made: Post): Reply {
  const key = made.state === 'draft' ? 'post.saved-draft' : made.state === 'in-review' ? 'post.sent-to-review' : 'post.published-thanks';
  return redirect(paths.post(made.id), { kind: 'success', text: request.t(key, { kind: made.kind }) });
}

/** What is wrong with the form, besides what it can tell itself: that the organisation to post for exists. */
async function faultsOf(deps: PostRoutesDeps, { organisationId, result }: PostForm): Promise<FieldErrors> {
  const unknown = organisationId !== null && !(await deps.organisations.find(organisationId));
  return { ...(unknown ? { organisation: { key: 'form.choose' } } : {}), ...('errors' in result ? result.errors : {}) };
}

async function create(deps: PostRoutesDeps, request: PageRequest): Promise<Reply> {
  const form = postForm(request.body, contextOf(deps, request));
  const faults = await faultsOf(deps, form);
  if (Object.keys(faults).length > 0 || !form.kind || 'errors' in form.result) return again(deps, request, form, faults);
  const intent = text(form.typed['intent']);
  if (intent === 'back') {
    const shown = { kind: form.kind, typed: form.typed, errors: {}, editing: null, submissionKey: form.submissionKey };
    return page('posts/form', await formData(deps, request, shown));
  }
  const made = await createPost(deps.commands, request.actor, {
    kind: form.kind,
    content: form.result.content,
    audience: form.audience,
    organisationId: form.organisationId,
    submissionKey: form.submissionKey,
    digest: form.digest,
    intent: intent === 'draft' ? 'draft' : 'publish',
  });
  return thanks(request, made);
}

async function preview(deps: PostRoutesDeps, request: PageRequest): Promise<Reply> {
  const form = postForm(request.body, contextOf(deps, request));
  const faults = await faultsOf(deps, form);
  if (Object.keys(faults).length > 0 || !form.kind || 'errors' in form.result) return again(deps, request, form, faults);
  const { content } = form.result;
  const own = form.organisationId ?? organisationOf(request.actor);
  const organisation = own ? await deps.organisations.find(own) : null;
  const { concepts } = understand(deps.commands.analyser, content);
  return page('posts/preview', previewView({
    t: request.t, lang: request.lang, kind: form.kind, content, concepts, typed: form.typed,
    organisation: organisation?.name ?? '', vocabulary: deps.vocabulary,
  }));
}

async function editable(deps: PostRoutesDeps, request: PageRequest): Promise<Post> {
  const found = await deps.posts.get(request.actor, request.params['id'] ?? '');
  if (!mayManage(request.actor, found)) throw new DomainError('not-found', 'errors.not-found');
  return found;
}

async function editForm(deps: PostRoutesDeps, request: PageRequest): Promise<Reply> {
  const found = await editable(deps, request);
  const now = today(deps.clock.now());
  const stockDays = found.stockRunsOutOn ? Math.max(0, daysBetween(now, found.stockRunsOutOn)) : null;
  const typed = typedOf(found, await deps.posts.audience(found.id), stockDays);
  const editing = { id: found.id, version: found.version };
  return page('posts/form', await formData(deps, request, { kind: found.kind, typed, errors: {}, editing }));
}

/** Somebody else was faster: both texts, and the own one still in the form, ready to be saved over or corrected. */
async function conflict(deps: PostRoutesDeps, request: PageRequest, form: PostForm, mine: Post): Promise<Reply> {
  const theirs = await deps.posts.get(request.actor, mine.id);
  const editing = { id: theirs.id, version: theirs.version };
  const data = await formData(deps, request, { kind: theirs.kind, typed: form.typed, errors: {}, editing });
  const fields = conflictFields(request, theirs, typedOf(theirs, [], null), form.typed);
  const shown = { ...data, conflict: { fields }, title: request.t('errors.conflict.title') };
  return page('posts/form', shown, { status: 409 });
}

async function edit(deps: PostRoutesDeps, request: PageRequest): Promise<Reply> {
  const found = await editable(deps, request);
  const form = postForm({ ...request.body, kind: found.kind }, contextOf(deps, request));
  const editing = { id: found.id, version: form.version ?? found.version };
  if ('errors' in form.result) return again(deps, request, form, form.result.errors, editing);
  try {
    const input = { id: found.id, version: editing.version, content: form.result.content, audience: form.audience };
    const changed = await editPost(deps.commands, request.actor, input);
    return redirect(paths.post(changed.id), { kind: 'success', text: request.t('post.saved') });
  } catch (error) {
    if (isDomainError(error, 'conflict') && error.key === 'post.changed-meanwhile') return conflict(deps, request, form, found);
    if (!isDomainError(error, 'invalid')) throw error;
    return again(deps, request, form, error.fields, editing, await deps.inTheWay(request, found.id));
  }
}

export function postRoutes(deps: PostRoutesDeps): Route[] {
  return [
    get(paths.newPost(), actsForOrganisation, (request) => newPost(deps, request)),
    get(paths.understood(), actsForOrganisation, (request) => json(understoodLine(deps, request))),
    post(paths.postPreview(), actsForOrganisation, (request) => preview(deps, request)),
    post(paths.posts(), actsForOrganisation, (request) => create(deps, request)),
    get(paths.editPost(':id'), actsForOrganisation, (request) => editForm(deps, request)),
    post(paths.editPost(':id'), actsForOrganisation, (request) => edit(deps, request)),
    post(paths.postPublication(':id'), actsForOrganisation, async (request) =>
      thanks(request, await publishDraft(deps.commands, request.actor, request.params['id'] ?? ''))),
  ];
}
