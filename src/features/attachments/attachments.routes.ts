import { DomainError, isDomainError, type FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { actsForOrganisation, anyone } from '../../web/policies.ts';
import type { UploadRules } from '../../web/middleware/uploads.ts';
import {
  file, get, invalidForm, page, picture, post, redirect, upload, type PageRequest, type Reply, type Route,
} from '../../web/route.ts';
import { fileFault, MAX_FILE_BYTES, prepareFile, smallKey, type PreparedFile, type SentFile } from '../files/index.ts';
import { mayManage, needsReviewAgain, type Post, type PostQueries } from '../posts/index.ts';
import { attachFiles, type AttachmentDeps } from './attach-files.command.ts';
import { MAX_AT_ONCE } from './attachment.ts';
import { descriptionForm } from './attachment.form.ts';
import { manageView, type ManageInput } from './attachment.view.ts';
import type { AttachmentQueries } from './attachments.queries.ts';
import { describeAttachment, removeAttachment } from './change-attachment.command.ts';

export interface AttachmentRoutesDeps extends AttachmentDeps {
  posts: PostQueries;
  attachments: AttachmentQueries;
  mayUpload: UploadRules['mayUpload'];
}

async function manageable(deps: AttachmentRoutesDeps, { actor, params }: PageRequest): Promise<Post> {
  const found = await deps.posts.get(actor, params['id'] ?? '');
  if (!mayManage(actor, found)) throw new DomainError('not-found', 'errors.not-found');
  return found;
}

type Shown = Pick<ManageInput, 'description' | 'errors'> & Partial<Pick<ManageInput, 'wrong'>>;

async function manageData(deps: AttachmentRoutesDeps, request: PageRequest, found: Post, shown: Shown) {
  const files = await deps.attachments.ofPost(found.id);
  return manageView({ t: request.t, lang: request.lang, post: found, files, reviewedAgain: needsReviewAgain(request.actor, found), ...shown });
}

/** The files that may be kept, and the first thing that is wrong with another one. */
async function preparedOf(files: readonly SentFile[]): Promise<{ good: PreparedFile[]; errors: FieldErrors }> {
  const good: PreparedFile[] = [];
  let errors: FieldErrors = {};
  for (const sent of files) {
    const prepared = await prepareFile(sent);
    if ('fault' in prepared) errors = 'files' in errors ? errors : { files: fileFault(prepared.fault, sent.name) };
    else good.push(prepared);
  }
  return { good, errors };
}

async function sentBy(request: PageRequest): Promise<{ good: PreparedFile[]; errors: FieldErrors }> {
  const { fault } = request.uploads;
  const files = request.uploads.files.filter(({ field }) => field === 'files');
  const max = MAX_FILE_BYTES / 1_000_000;
  if (fault !== null) return { good: [], errors: { files: { key: `attachment.request-${fault}`, data: { max, files: MAX_AT_ONCE } } } };
  if (files.length === 0) return { good: [], errors: { files: { key: 'attachment.none' } } };
  return preparedOf(files);
}

/* That a change took the post off the board is said before anything else. */
const doneText = ({ actor, t }: PageRequest, before: Post): string | null =>
  needsReviewAgain(actor, before) ? t('post.sent-to-review-again') : null;

async function add(deps: AttachmentRoutesDeps, request: PageRequest): Promise<Reply> {
  const found = await manageable(deps, request);
  const { actor, t } = request;
  const form = descriptionForm(request.body);
  const again = async (errors: FieldErrors, description: string) =>
    invalidForm('attachments/manage', await manageData(deps, request, found, { description, errors }));
  if ('description' in form.errors) return again(form.errors, form.description);
  const { good, errors } = await sentBy(request);
  try {
    if (good.length > 0) await attachFiles(deps, actor, { postId: found.id, files: good, description: form.description });
  } catch (error) {
    if (!isDomainError(error, 'invalid')) throw error;
    return again(error.fields, form.description);
  }
  // What was good is kept even when another file was not.
  if ('files' in errors) return again(errors, good.length > 0 ? '' : form.description);
  return redirect(paths.postFiles(found.id), { kind: 'success', text: doneText(request, found) ?? t('attachment.added', { count: good.length }) });
}

async function describeFile(deps: AttachmentRoutesDeps, request: PageRequest): Promise<Reply> {
  const found = await manageable(deps, request);
  const fileId = request.params['file'] ?? '';
  const form = descriptionForm(request.body);
  if ('description' in form.errors) {
    const wrong = { fileId, ...form };
    return invalidForm('attachments/manage', await manageData(deps, request, found, { description: '', errors: {}, wrong }));
  }
  await describeAttachment(deps, request.actor, { postId: found.id, fileId, description: form.description });
  return redirect(paths.postFiles(found.id), { kind: 'success', text: doneText(request, found) ?? request.t('attachment.described') });
}

async function removeFile(deps: AttachmentRoutesDeps, request: PageRequest): Promise<Reply> {
  const found = await manageable(deps, request);
  await removeAttachment(deps, request.actor, { postId: found.id, fileId: request.params['file'] ?? '' });
  return redirect(paths.postFiles(found.id), { kind: 'success', text: request.t('attachment.removed') });
}

/** Whoever sees the post sees its files. */
async function wanted(deps: AttachmentRoutesDeps, { actor, params }: PageRequest, keyOf: (id: string) => string) {
  const found = await deps.posts.get(actor, params['id'] ?? '');
  const attached = await deps.attachments.find(found.id, params['file'] ?? '');
  const bytes = attached && (await deps.storage.get(keyOf(attached.fileId)));
  if (!attached || !bytes) throw new DomainError('not-found', 'errors.not-found');
  return { ...attached, bytes };
}

/** Pictures are ours, made anew, and may be shown; documents are saved. */
async function serve(deps: AttachmentRoutesDeps, request: PageRequest): Promise<Reply> {
  const { bytes, type, name } = await wanted(deps, request, (id) => id);
  return type === 'application/pdf' ? file(bytes, type, name) : picture(bytes, type, name);
}

async function serveSmall(deps: AttachmentRoutesDeps, request: PageRequest): Promise<Reply> {
  const { bytes, name } = await wanted(deps, request, smallKey);
  return picture(bytes, 'image/webp', name);
}

export function attachmentRoutes(deps: AttachmentRoutesDeps): Route[] {
  const rules = { files: MAX_AT_ONCE, fileBytes: MAX_FILE_BYTES, mayUpload: deps.mayUpload };
  return [
    get(paths.postFiles(':id'), actsForOrganisation, async (request) =>
      page('attachments/manage', await manageData(deps, request, await manageable(deps, request), { description: '', errors: {} }))),
    upload(paths.postFiles(':id'), actsForOrganisation, rules, (request) => add(deps, request)),
    get(paths.postFile(':id', ':file'), anyone, (request) => serve(deps, request)),
    get(paths.smallPostFile(':id', ':file'), anyone, (request) => serveSmall(deps, request)),
    post(paths.postFileDescription(':id', ':file'), actsForOrganisation, (request) => describeFile(deps, request)),
    post(paths.postFileRemoval(':id', ':file'), actsForOrganisation, (request) => removeFile(deps, request)),
  ];
}
