import { organisationOf } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { paths } from '../../paths.ts';
import { actsForOrganisation } from '../../web/policies.ts';
import { page, post as postTo, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { draftOf } from './create-post.command.ts';
import { textsOf } from './field-readers.ts';
import { again, contextOf, editable, editingOf, faultsOf, refused, type PostRoutesDeps } from './post-forms.routes.ts';
import { playedReader, previewView, READERS, type PreviewInput } from './post-preview.view.ts';
import type { Editing } from './post-form.view.ts';
import { postForm, type PostForm } from './post.form.ts';
import { needsReview } from './post.policy.ts';
import { edit, publish, submitAgain, type Post, type PostContent } from './post.ts';
import { understand } from './understanding.ts';

type Rest = Pick<PreviewInput, 'editing' | 'waits'>;

/** The page of the post for the reader who was asked for, made by the very page that shows it later. */
async function shown(deps: PostRoutesDeps, request: PageRequest, form: PostForm, post: Post, rest: Rest): Promise<Reply> {
  const asked = textsOf(form.typed, 'as')[0];
  const reader = READERS.find((one) => one === asked) ?? 'public';
  const { actor, sees } = playedReader(reader, request.actor, post);
  const [seen, names] = await Promise.all([
    sees ? deps.showPost({ ...request, actor }, post) : null,
    form.audience.length > 0 ? deps.organisations.names() : [],
  ]);
  const chosen = names.filter(({ id }) => form.audience.includes(id)).map(({ name }) => name);
  return page('posts/preview', previewView({ t: request.t, typed: form.typed, post, reader, shown: seen, chosen, ...rest }));
}

async function preview(deps: PostRoutesDeps, request: PageRequest): Promise<Reply> {
  const form = postForm(request.body, contextOf(deps, request));
  const faults = await faultsOf(deps, form);
  const { kind, result, audience, organisationId, submissionKey, digest } = form;
  if (Object.keys(faults).length > 0 || !kind || 'errors' in result) return again(deps, request, form, faults);
  const now = deps.clock.now();
  const input = { kind, content: result.content, audience, organisationId, submissionKey, digest, intent: 'publish' as const };
  const draft = draftOf(request.actor, input, organisationId ?? organisationOf(request.actor) ?? newId(), deps.commands, now);
  const waits = needsReview(request.actor) ? 'review' : null;
  return shown(deps, request, form, publish(draft, now, false), { editing: null, waits });
}

async function previewEdit(deps: PostRoutesDeps, request: PageRequest): Promise<Reply> {
  const found = await editable(deps, request);
  const form = postForm({ ...request.body, kind: found.kind }, contextOf(deps, request));
  const { result } = form;
  const editing = editingOf(request, found, form.version);
  if ('errors' in result) return again(deps, request, form, result.errors, editing);
  try {
    return await shownEdit(deps, request, form, { found, content: result.content, editing });
  } catch (error) {
    return refused(deps, request, { kind: found.kind, typed: form.typed, errors: {}, editing }, error, paths.post(found.id));
  }
}

interface Edited {
  found: Post;
  content: PostContent;
  editing: Editing;
}

function shownEdit(deps: PostRoutesDeps, request: PageRequest, form: PostForm, { found, content, editing }: Edited): Promise<Reply> {
  const now = deps.clock.now();
  const edited = { ...edit(found, content, now), ...understand(deps.commands.analyser, content) };
  const changed = editing.reviewedAgain ? submitAgain(edited, now) : edited;
  const isWaiting = changed.state === 'draft' || changed.state === 'in-review';
  const waits = changed.state === 'draft' ? 'publication' : isWaiting ? 'review' : null;
  return shown(deps, request, form, isWaiting ? publish(changed, now, false) : changed, { editing, waits });
}

export function previewRoutes(deps: PostRoutesDeps): Route[] {
  return [
    postTo(paths.postPreview(), actsForOrganisation, (request) => preview(deps, request)),
    postTo(paths.editPreview(':id'), actsForOrganisation, (request) => previewEdit(deps, request)),
  ];
}
