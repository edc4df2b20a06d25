import { POST_STATES, postStateMark } from '../board/index.ts';
import { stateMark, STATES } from '../commitments/index.ts';
import { MAIL_STANDINGS, mailMark } from '../desk/index.ts';
import { membershipMark, MEMBERSHIPS } from '../profiles/index.ts';
import type { Stage } from './stage.view.ts';

/** Every state that anything can be in, from the lists and by the functions that the pages use. */
export const markSamples = ({ request }: Stage) => {
  const { t } = request;
  return [
    { label: t('styleguide.marks.posts'), marks: POST_STATES.map((state) => postStateMark(t, state)) },
    { label: t('styleguide.marks.commitments'), marks: STATES.map((state) => stateMark(request, state)) },
    { label: t('styleguide.marks.organisations'), marks: MEMBERSHIPS.map((membership) => membershipMark(t, membership)) },
    { label: t('styleguide.marks.mails'), marks: MAIL_STANDINGS.map((standing) => mailMark(request, standing)) },
  ];
};
