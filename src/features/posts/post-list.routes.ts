import { organisationOf } from '../../kernel/actor.ts';
import { DomainError, isDomainError, type FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { actsForOrganisation } from '../../web/policies.ts';
import { get, invalidForm, one, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { createPosts, type CreatePost } from './create-post.command.ts';
import { textsOf, type Typed } from './field-readers.ts';
import { choosesOrganisation, contextOf, faultsOf, understoodIn, type PostRoutesDeps } from './post-forms.routes.ts';
import { faultsSoFar, listForm, MAX_ROWS, pastedForm, rowKey, typedRows, type ListForm } from './post-list.form.ts';
import { listView, madeView, pasteView } from './post-list.view.ts';
import { needsReview } from './post.policy.ts';
import type { PostKind } from './post.ts';

const NONE: FieldErrors = {};

function paste({ t, lang }: PageRequest, kind: PostKind, pasted = '', errors = NONE): ReturnType<typeof pasteView> {
  return pasteView({ t, lang, kind, pasted, errors });
}

interface Table {
  kind: PostKind;
  typed: Typed;
  submissionKey: string;
}

async function table(deps: PostRoutesDeps, request: PageRequest, { kind, typed, submissionKey }: Table, errors = NONE, made: string | null = null) {
  const { t, lang, actor } = request;
  const organisations = await deps.organisations.names();
  const own = organisationOf(actor);
  const understood = new Map<number, string>();
  for (let row = 1; row <= Number(textsOf(typed, 'rows')[0] ?? 0); row += 1) {
    const ids = understoodIn(deps, request, { title: (textsOf(typed, `title-${row}`)[0] ?? '').slice(0, 200) });
    if (ids.length > 0) understood.set(row, ids.map((id) => deps.vocabulary.name(id, lang)).join(', '));
  }
  return listView({
    t, lang, kind, typed, errors, submissionKey, understood, made,
    organisations: choosesOrganisation(actor) ? organisations : [],
    audienceOptions: organisations.filter(({ id }) => id !== own),
    reviewed: needsReview(actor),
  });
}

/** The pasted text as a table, with what is wrong in its rows; what the organisation always says is filled in. */
async function check(deps: PostRoutesDeps, request: PageRequest): Promise<Reply> {
  const { kind, pasted, result } = pastedForm(request.body, contextOf(deps, request));
  if ('errors' in result) return invalidForm('posts/list-new', paste(request, kind, pasted, result.errors));
  const own = organisationOf(request.actor);
  const place = own ? await deps.organisations.place(own) : null;
  const typed: Typed = { ...typedRows(result.rows), kind, list: pasted, town: place?.townName ?? '' };
  return checked(deps, request, listForm(typed, contextOf(deps, request)));
}

async function faults(deps: PostRoutesDeps, form: ListForm): Promise<FieldErrors> {
  const [first] = form.posts;
  const { organisation } = first ? await faultsOf(deps, first.form) : {};
  return organisation ? { ...form.errors, organisation } : form.errors;
}

async function checked(deps: PostRoutesDeps, request: PageRequest, form: ListForm): Promise<Reply> {
  return page('posts/list', await table(deps, request, form, faultsSoFar(form.typed, await faults(deps, form))));
}

const inputsOf = ({ kind, posts }: ListForm): CreatePost[] =>
  posts.flatMap(({ form: { result, audience, organisationId, submissionKey, digest } }) =>
    'errors' in result ? [] : [{ kind, content: result.content, audience, organisationId, submissionKey, digest, intent: 'publish' as const }]);

/** Back to the text, the table again with what was corrected, or all posts at once. */
async function publish(deps: PostRoutesDeps, request: PageRequest): Promise<Reply> {
  const form = listForm(request.body, contextOf(deps, request));
  const intent = textsOf(form.typed, 'intent')[0];
  if (intent === 'back') return page('posts/list-new', paste(request, form.kind, form.pasted));
  if (form.rows.length === 0) {
    return invalidForm('posts/list-new', paste(request, form.kind, form.pasted, { list: { key: 'post-list.empty' } }));
  }
  if (intent === 'check') return checked(deps, request, form);
  const errors = await faults(deps, form);
  if (Object.keys(errors).length > 0) return invalidForm('posts/list', await table(deps, request, form, errors));
  const made = paths.postList(form.submissionKey);
  try {
    await createPosts(deps.commands, request.actor, inputsOf(form));
    return redirect(made);
  } catch (error) {
    if (!isDomainError(error, 'conflict') || error.key !== 'post.key-used') throw error;
    // Published, then changed on the page before and sent again.
    return page('posts/list', await table(deps, request, form, NONE, made), { status: 409 });
  }
}

async function made(deps: PostRoutesDeps, request: PageRequest): Promise<Reply> {
  const id = request.params['id'] ?? '';
  const keys = Array.from({ length: MAX_ROWS }, (_, i) => rowKey(id, i + 1));
  const rows = await deps.posts.madeFrom(request.actor, keys);
  if (rows.length === 0) throw new DomainError('not-found', 'errors.not-found');
  return page('posts/list-made', madeView(request, rows));
}

const kindAsked = ({ query }: PageRequest): PostKind => (one(query['kind']) === 'offer' ? 'offer' : 'need');

/** Many posts from one pasted list: paste, check in a table, publish all. */
export function postListRoutes(deps: PostRoutesDeps): Route[] {
  return [
    get(paths.newPostList(), actsForOrganisation, (request) => page('posts/list-new', paste(request, kindAsked(request)))),
    post(paths.postListCheck(), actsForOrganisation, (request) => check(deps, request)),
    post(paths.postLists(), actsForOrganisation, (request) => publish(deps, request)),
    get(paths.postList(':id'), actsForOrganisation, (request) => made(deps, request)),
  ];
}
