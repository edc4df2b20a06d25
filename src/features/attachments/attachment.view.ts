import type { Language } from '../../kernel/actor.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { errorTexts } from '../../templates/error-texts.ts';
import type { Translate } from '../../templates/i18n.ts';
import { fileSize, isPicture } from '../files/index.ts';
import { type Post } from '../posts/index.ts';
import { MAX_ATTACHMENTS, MAX_AT_ONCE, MAX_DESCRIPTION, type AttachedFile } from './attachment.ts';

interface Reader {
  t: Translate;
  lang: Language;
}

/** Width and height of the small picture, so that the page does not jump: longest side 480. */
function smallSize({ width, height }: AttachedFile): { width: number; height: number } {
  const [w, h] = [width ?? 480, height ?? 480];
  const scale = Math.min(1, 480 / Math.max(w, h));
  return { width: Math.max(1, Math.round(w * scale)), height: Math.max(1, Math.round(h * scale)) };
}

/** Pictures and documents of a post as its page shows them (partial `attachments`); null when it has none. */
export function attachmentsView(files: readonly AttachedFile[], post: Pick<Post, 'id' | 'title'>, reader: Reader) {
  if (files.length === 0) return null;
  const { t } = reader;
  const pictures = files.filter(isPicture);
  return {
    pictures: pictures.map((file, i) => ({
      href: paths.postFile(post.id, file.fileId),
      src: paths.smallPostFile(post.id, file.fileId),
      alt: file.description || t('attachment.alt', { number: i + 1, total: pictures.length, heading: post.title }),
      caption: file.description || null,
      ...smallSize(file),
    })),
    documents: files.filter((file) => !isPicture(file)).map((file) => ({
      href: paths.postFile(post.id, file.fileId),
      label: file.description || file.name,
      detail: t('attachment.document', { size: fileSize(file.size, reader) }),
    })),
  };
}

export interface ManageInput extends Reader {
  post: Pick<Post, 'id' | 'title'>;
  files: readonly AttachedFile[];
  /** What is added or described anew, the office sees first. */
  reviewedAgain: boolean;
  /** Of the form for new files. */
  description: string;
  errors: FieldErrors;
  /** Of one file's description. */
  wrong?: { fileId: string; description: string; errors: FieldErrors };
}

function rowOf(input: ManageInput, file: AttachedFile, i: number) {
  const { t, post, wrong } = input;
  const own = wrong?.fileId === file.fileId ? wrong : null;
  return {
    id: file.fileId,
    heading: file.name,
    detail: fileSize(file.size, input),
    src: isPicture(file) ? paths.smallPostFile(post.id, file.fileId) : null,
    href: paths.postFile(post.id, file.fileId),
    alt: file.description || t('attachment.alt', { number: i + 1, total: input.files.length, heading: post.title }),
    ...smallSize(file),
    label: t(isPicture(file) ? 'attachment.shows' : 'attachment.is'),
    description: own?.description ?? file.description,
    error: own ? errorTexts(own.errors, input).errors['description'] : null,
    describe: paths.postFileDescription(post.id, file.fileId),
    remove: paths.postFileRemoval(post.id, file.fileId),
    removeLabel: t('attachment.remove', { name: file.name }),
  };
}

/** Exactly what `views/attachments/manage.hbs` prints. */
export function manageView(input: ManageInput) {
  const { t, post, files, wrong } = input;
  const texts = errorTexts(input.errors, input);
  const room = MAX_ATTACHMENTS - files.length;
  const ofOne = wrong ? errorTexts(wrong.errors, input).errorList.map(({ text }) => ({ href: `#description-${wrong.fileId}`, text })) : [];
  return {
    title: t('attachment.title'),
    heading: post.title,
    back: paths.post(post.id),
    action: paths.postFiles(post.id),
    reviewedAgain: input.reviewedAgain,
    errors: texts.errors,
    errorList: [...texts.errorList, ...ofOne],
    description: input.description,
    maxDescription: MAX_DESCRIPTION,
    room,
    hint: t('attachment.files-hint', { max: Math.min(room, MAX_AT_ONCE), room }),
    files: files.map((file, i) => rowOf(input, file, i)),
  };
}
