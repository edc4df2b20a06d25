import { isOffice, type Actor } from '../../kernel/actor.ts';
import { paths } from '../../paths.ts';
import type { Translate } from '../../templates/i18n.ts';
import type { Post } from '../posts/index.ts';

/**
 * The office's two answers to a post that waits for review, about the version whose page they stand on, each as
 * `views/partials/action-form.hbs` prints it. Null for everybody else and of every other post.
 */
export function reviewForms({ t, actor }: { t: Translate; actor: Actor }, { id, version, state }: Post) {
  if (!isOffice(actor) || state !== 'in-review') return null;
  const action = paths.review(id);
  const hidden = (verdict: string) => [{ name: 'verdict', value: verdict }, { name: 'version', value: String(version) }];
  const reason = {
    partial: 'textarea', id: `reason-${id}`, name: 'reason', label: t('post.reason'), hint: t('office.reason-hint'), rows: 3, maxlength: 500,
  };
  return [
    { id: 'approve', action, title: t('desk.approve'), hidden: hidden('approve'), tone: 'primary' },
    { id: 'refuse', action, title: t('desk.refuse'), submit: t('desk.refuse-submit'), hidden: hidden('refuse'), fields: [reason], tone: 'danger' },
  ];
}
