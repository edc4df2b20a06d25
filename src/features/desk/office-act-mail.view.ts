import { paths } from '../../paths.ts';
import type { Translate } from '../../templates/i18n.ts';
import type { OfficeAct } from './office-acts.queries.ts';

/** Acts that a mail has words of its own for. */
export const TOLD_ACTS: readonly string[] = [
  'post.drafted', 'post.submitted', 'post.published', 'post.edited', 'post.withdrawn', 'post.closed-short',
  'post.approved', 'post.refused', 'post.hidden', 'match.dismissed',
];

const wordsOf = ({ organisation, post, person }: OfficeAct) => ({
  organisation, title: post?.title ?? '', kind: post?.kind ?? 'need', person: person ?? '', named: person === null ? 'no' : 'yes',
});

function buttonOf(t: Translate, { postId, organisationId }: OfficeAct, others: number) {
  if (others > 0) return { href: paths.dashboard(), label: t('office-act.button.dashboard') };
  if (postId) return { href: paths.post(postId), label: t('office-act.button.post') };
  return { href: paths.organisation(organisationId), label: t('office-act.button.organisation') };
}

/** Posts that the mail about a list names; the rest are counted. */
const SHOWN = 20;

/* What is said of a whole list in place of what is said of one post. */
function listOf(t: Translate, acts: readonly OfficeAct[]) {
  const posts = acts.flatMap(({ post, postId }) => (post && postId ? [{ title: post.title, href: paths.post(postId) }] : []));
  const more = posts.length - SHOWN;
  return { post: null, posts: posts.slice(0, SHOWN), more: more > 0 ? t('office-act.more', { count: more }) : null };
}

/**
 * Exactly what `views/emails/office-act` prints: what the office did for the reader's organisation, and where to see it.
 * Several acts are of one list.
 */
export function officeActMail(t: Translate, acts: readonly [OfficeAct, ...OfficeAct[]]) {
  const [act, ...others] = acts;
  const name = TOLD_ACTS.includes(act.action) ? act.action : 'other';
  const key = others.length > 0 ? `office-act.list.${name}` : `office-act.${name}`;
  const words = { ...wordsOf(act), count: acts.length };
  const lead = t(`${key}.lead`, words);
  const way = act.onBehalf ? 'behalf' : 'decision';
  return {
    title: t(`${key}.subject`, words),
    preheader: lead,
    first: t(`office-act.first.${way}`, words),
    ...(others.length > 0 ? listOf(t, acts) : { post: act.post?.title ?? null, posts: [], more: null }),
    lead,
    reason: act.reason,
    help: t(`office-act.help.${way}`, words),
    button: buttonOf(t, act, others.length),
    why: t('office-act.footer', words),
  };
}
