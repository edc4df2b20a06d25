import { isOffice, type Actor } from '../../kernel/actor.ts';
import { paths } from '../../paths.ts';
import type { Translate } from '../../templates/i18n.ts';
import type { Post } from '../posts/index.ts';
import type { FailedReview } from './queues.view.ts';

/** Where the forms stand, as they say it themselves: what fails is shown there again. */
export const ON_POST_PAGE = 'post';

/** Where the mistake is on the page of the post. */
export const failedReviewAt = ({ id, at }: FailedReview): string => (at === 'reason' ? `#reason-${id}` : '#review');

/**
 * The office's two answers to a post that waits for review, about the version whose page they stand on, each as
 * `views/partials/action-form.hbs` prints it; `failed` was not taken a moment ago. Null for everybody else and of every other post.
 */
export function reviewForms({ t, actor }: { t: Translate; actor: Actor }, { id, version, state }: Post, failed: FailedReview | null) {
  if (!isOffice(actor) || state !== 'in-review') return null;
  const action = paths.review(id);
  const hidden = (verdict: string) =>
    [{ name: 'verdict', value: verdict }, { name: 'version', value: String(version) }, { name: 'page', value: ON_POST_PAGE }];
  const reason = {
    partial: 'textarea', id: `reason-${id}`, name: 'reason', label: t('post.reason'), hint: t('office.reason-hint'), rows: 3, maxlength: 500,
    value: failed?.value ?? '', error: failed?.at === 'reason' ? failed.error : null,
  };
  return [
    { id: 'approve', action, title: t('desk.approve'), folded: false, hidden: hidden('approve'), tone: 'primary' },
    {
      id: 'refuse', action, title: t('desk.refuse'), submit: t('desk.refuse-submit'), hidden: hidden('refuse'), fields: [reason], folded: true,
      tone: 'danger', open: failed?.at === 'reason',
    },
  ];
}
