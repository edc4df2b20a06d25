import { organisationOf, visitor, type Actor, type PersonActor } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { paths } from '../../paths.ts';
import type { Translate } from '../../templates/i18n.ts';
import type { Typed } from './field-readers.ts';
import { mayRead } from './post.policy.ts';
import type { Post } from './post.ts';

/** As whom a post can be seen before it is published: everybody, another member, and those it belongs to. */
export const READERS = ['public', 'member', 'owner'] as const;
export type PreviewReader = (typeof READERS)[number];

/** Somebody of an approved firm that has nothing on the exchange yet. */
function anotherMember(): PersonActor {
  return {
    kind: 'person', personId: newId(), name: '', email: '', language: 'pl', officeRole: null,
    organisation: { id: newId(), name: '', role: 'editor', approved: true },
  };
}

/**
 * The reader that a preview plays, and whether the post is there for that reader: the same rule as for a stored post.
 * A post for chosen organisations is shown to a member as one of them.
 */
export function playedReader(reader: PreviewReader, self: Actor, post: Post): { actor: Actor; sees: boolean } {
  const actor = reader === 'owner' ? self : reader === 'member' ? anotherMember() : visitor;
  const chosen = organisationOf(actor);
  return { actor, sees: mayRead(actor, post, chosen && reader === 'member' ? [chosen] : []) };
}

export interface PreviewInput {
  t: Translate;
  typed: Typed;
  post: Post;
  reader: PreviewReader;
  /** The page as that reader would have it; null when the post is not there for them. */
  shown: object | null;
  /** Names of the organisations that the post is for, if only for some. */
  chosen: readonly string[];
  editing: { id: string } | null;
  /** Nobody outside sees it until it is published or the office has looked at it. */
  waits: 'review' | 'publication' | null;
}

/** What stands between the reader and the post, or who else has it. */
function remarkOf({ t, post, reader, shown, chosen }: PreviewInput): string {
  if (!shown) return t(`preview.hidden.${post.visibility}`);
  if (post.visibility === 'chosen' && reader === 'member') return t('preview.chosen', { names: chosen.join(', ') });
  return t(`visibility.seen-by.${post.visibility}`);
}

/** The post as each reader will see it, with everything typed in hidden fields for the next step. */
export function previewView(input: PreviewInput) {
  const { t, typed, editing, waits } = input;
  const hidden = Object.entries(typed)
    .filter(([name]) => name !== 'intent' && name !== 'as')
    .flatMap(([name, value]) => (typeof value === 'string' ? [value] : value).map((one) => ({ name, value: one })));
  return {
    title: t('post.preview-title'),
    lead: t(editing ? 'preview.lead-edit' : 'preview.lead'),
    waits: waits && t(`preview.waits.${waits}`),
    readers: READERS.map((value) => ({ value, label: t(`preview.as.${value}`), current: value === input.reader })),
    remark: remarkOf(input),
    shown: input.shown,
    hidden,
    editing: editing !== null,
    action: editing ? paths.editPost(editing.id) : paths.posts(),
    previewAction: editing ? paths.editPreview(editing.id) : paths.postPreview(),
    submitLabel: t(waits === 'review' && !editing ? 'post.submit-review' : 'post.submit'),
  };
}
