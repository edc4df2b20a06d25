import { organisationOf } from '../../kernel/actor.ts';
import { daysBetween, today } from '../../kernel/dates.ts';
import { isDomainError } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { actsForOrganisation } from '../../web/policies.ts';
import { get, json, one, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { createPost } from './create-post.command.ts';
import { editPost } from './edit-post.command.ts';
import { publishDraft } from './end-post.command.ts';
import { textsOf, type Typed } from './field-readers.ts';
import { conflictFields } from './post-conflict.view.ts';
import { typedOf } from './post-form.view.ts';
import {
  again, contextOf, editable, editingOf, faultsOf, formData, refused, understoodIn, type PostRoutesDeps, type Shown,
} from './post-forms.routes.ts';
import { postListRoutes } from './post-list.routes.ts';
import { previewRoutes } from './post-preview.routes.ts';
import { postForm, type PostForm } from './post.form.ts';
import { isEditable, type Post, type PostKind } from './post.ts';

/** The line under the title, for the script that asks while the title is being typed. */
function understoodLine(deps: PostRoutesDeps, request: PageRequest) {
  const title = one(request.query['title'])?.slice(0, 200) ?? '';
  const concepts = understoodIn(deps, request, { title }).map((id) => ({ id, name: deps.vocabulary.name(id, request.lang) }));
  const names = concepts.map(({ name }) => name).join(', ');
  const line = title.trim() ? request.t('post.understood-none') : '';
  return { text: concepts.length > 0 ? `${request.t('post.understood')} ${names}` : line, concepts };
}

async function newPost(deps: PostRoutesDeps, request: PageRequest): Promise<Reply> {
  const kind: PostKind = one(request.query['kind']) === 'offer' ? 'offer' : 'need';
  const own = organisationOf(request.actor);
  const place = own ? await deps.organisations.place(own) : null;
  const typed = { title: one(request.query['title'])?.slice(0, 120) ?? '', town: place?.townName ?? '' };
  return page('posts/form', await formData(deps, request, { kind, typed, errors: {}, editing: null }));
}

function thanks(request: PageRequest, made: Post): Reply {
  const key = made.state === 'draft' ? 'post.saved-draft' : made.state === 'in-review' ? 'post.sent-to-review' : 'post.published-thanks';
  return redirect(paths.post(made.id), { kind: 'success', text: request.t(key, { kind: made.kind }) });
}

/* Made before and changed on the page before: sent once more as it is now, it is a second post. */
async function notMade(deps: PostRoutesDeps, request: PageRequest, shown: Shown, error: unknown): Promise<Reply> {
  const isUsed = isDomainError(error, 'conflict') && error.key === 'post.key-used';
  if (!isUsed || !shown.submissionKey) return refused(deps, request, shown, error, null);
  const [first] = await deps.posts.madeFrom(request.actor, [shown.submissionKey]);
  return refused(deps, request, { ...shown, submissionKey: null }, error, first ? paths.post(first.id) : null);
}

async function create(deps: PostRoutesDeps, request: PageRequest): Promise<Reply> {
  const form = postForm(request.body, contextOf(deps, request));
  const faults = await faultsOf(deps, form);
  if (Object.keys(faults).length > 0 || !form.kind || 'errors' in form.result) return again(deps, request, form, faults);
  const intent = textsOf(form.typed, 'intent')[0];
  if (intent === 'back') {
    const shown = { kind: form.kind, typed: form.typed, errors: {}, editing: null, submissionKey: form.submissionKey };
    return page('posts/form', await formData(deps, request, shown));
  }
  const { kind, audience, organisationId, submissionKey, digest } = form;
  try {
    return thanks(request, await createPost(deps.commands, request.actor, {
      kind, content: form.result.content, audience, organisationId, submissionKey, digest, intent: intent === 'draft' ? 'draft' : 'publish',
    }));
  } catch (error) {
    return notMade(deps, request, { kind, typed: form.typed, errors: {}, editing: null, submissionKey }, error);
  }
}

async function storedAsTyped(deps: PostRoutesDeps, post: Post): Promise<Typed> {
  const now = today(deps.clock.now());
  const stockDays = post.stockRunsOutOn ? Math.max(0, daysBetween(now, post.stockRunsOutOn)) : null;
  return typedOf(post, await deps.posts.audience(post.id), stockDays);
}

async function editForm(deps: PostRoutesDeps, request: PageRequest): Promise<Reply> {
  const found = await editable(deps, request);
  // A form that cannot be saved helps nobody.
  if (!isEditable(found)) {
    return redirect(paths.post(found.id), { kind: 'notice', text: request.t('post.wrong-state', { state: found.state }) });
  }
  const typed = await storedAsTyped(deps, found);
  const editing = editingOf(request, found);
  return page('posts/form', await formData(deps, request, { kind: found.kind, typed, errors: {}, editing }));
}

/** Somebody else was faster: both texts, and the own one still in the form, ready to be saved over or corrected. */
async function conflict(deps: PostRoutesDeps, request: PageRequest, form: PostForm, mine: Post): Promise<Reply> {
  const theirs = await deps.posts.get(request.actor, mine.id);
  const editing = editingOf(request, theirs);
  const data = await formData(deps, request, { kind: theirs.kind, typed: form.typed, errors: {}, editing });
  const reader = { t: request.t, lang: request.lang, vocabulary: deps.vocabulary, choices: data };
  const fields = conflictFields(reader, theirs, await storedAsTyped(deps, theirs), form.typed);
  const shown = { ...data, conflict: { fields }, title: request.t('errors.conflict.title') };
  return page('posts/form', shown, { status: 409 });
}

async function edit(deps: PostRoutesDeps, request: PageRequest): Promise<Reply> {
  const found = await editable(deps, request);
  const form = postForm({ ...request.body, kind: found.kind }, contextOf(deps, request));
  const editing = editingOf(request, found, form.version);
  if ('errors' in form.result) return again(deps, request, form, form.result.errors, editing);
  if (textsOf(form.typed, 'intent')[0] === 'back') {
    return page('posts/form', await formData(deps, request, { kind: found.kind, typed: form.typed, errors: {}, editing }));
  }
  try {
    const input = { id: found.id, version: editing.version, content: form.result.content, audience: form.audience };
    const changed = await editPost(deps.commands, request.actor, input);
    const key = editing.reviewedAgain ? 'post.sent-to-review-again' : 'post.saved';
    return redirect(paths.post(changed.id), { kind: 'success', text: request.t(key) });
  } catch (error) {
    if (isDomainError(error, 'conflict') && error.key === 'post.changed-meanwhile') return conflict(deps, request, form, found);
    const shown = { kind: found.kind, typed: form.typed, errors: {}, editing };
    if (!isDomainError(error, 'invalid')) return refused(deps, request, shown, error, paths.post(found.id));
    return again(deps, request, form, error.fields, editing, await deps.inTheWay(request, found.id));
  }
}

export function postRoutes(deps: PostRoutesDeps): Route[] {
  return [
    get(paths.newPost(), actsForOrganisation, (request) => newPost(deps, request)),
    get(paths.understood(), actsForOrganisation, (request) => json(understoodLine(deps, request))),
    ...previewRoutes(deps),
    ...postListRoutes(deps),
    post(paths.posts(), actsForOrganisation, (request) => create(deps, request)),
    get(paths.editPost(':id'), actsForOrganisation, (request) => editForm(deps, request)),
    post(paths.editPost(':id'), actsForOrganisation, (request) => edit(deps, request)),
    post(paths.postPublication(':id'), actsForOrganisation, async (request) =>
      thanks(request, await publishDraft(deps.commands, request.actor, request.params['id'] ?? ''))),
  ];
}
