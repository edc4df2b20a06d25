import type { Translate } from '../../templates/i18n.ts';
import type { PostState } from '../posts/index.ts';

/** How each state of a post looks; its keys are also the list of all states. */
const TONES: Readonly<Record<PostState, 'ok' | 'part' | 'bad' | 'neutral'>> = {
  draft: 'part', 'in-review': 'part', published: 'ok', held: 'bad', covered: 'ok', 'closed-short': 'neutral', withdrawn: 'neutral',
  expired: 'neutral', refused: 'bad',
};

export const POST_STATES = Object.keys(TONES) as readonly PostState[];

/** A post's state as `views/partials/state-mark.hbs` prints it. */
export const postStateMark = (t: Translate, state: PostState) => ({ tone: TONES[state], text: t(`post-state.${state}`) });
