import type { PageRequest } from '../../web/route.ts';
import type { Typed } from './field-readers.ts';
import type { Post } from './post.ts';

const shown = (value: Typed[string] | undefined): string => (typeof value === 'string' ? value : (value ?? []).join(', '));
const SKIPPED = new Set(['kind', 'version', 'submissionKey', 'intent', 'organisation', 'audience', 'stockDays', 'visibility']);

/** The fields in which two edits of one post differ, side by side. */
export function conflictFields({ t }: Pick<PageRequest, 't'>, post: Post, theirs: Typed, mine: Typed) {
  return Object.keys(theirs)
    .filter((name) => !SKIPPED.has(name) && shown(theirs[name]) !== shown(mine[name]))
    .map((name) => ({ label: t(`post.field.${name}`, { kind: post.kind }), yours: shown(mine[name]), theirs: shown(theirs[name]) }));
}
