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

function buttonOf(t: Translate, { postId, organisationId }: OfficeAct) {
  if (postId) return { href: paths.post(postId), label: t('office-act.button.post') };
  return { href: paths.organisation(organisationId), label: t('office-act.button.organisation') };
}

/** Exactly what `views/emails/office-act` prints: what the office did for the reader's organisation, and where to see it. */
export function officeActMail(t: Translate, act: OfficeAct) {
  const name = TOLD_ACTS.includes(act.action) ? act.action : 'other';
  const words = wordsOf(act);
  const lead = t(`office-act.${name}.lead`, words);
  const way = act.onBehalf ? 'behalf' : 'decision';
  return {
    title: t(`office-act.${name}.subject`, words),
    preheader: lead,
    first: t(`office-act.first.${way}`, words),
    post: act.post?.title ?? null,
    lead,
    reason: act.reason,
    help: t(`office-act.help.${way}`, words),
    button: buttonOf(t, act),
    why: t('office-act.footer', words),
  };
}
