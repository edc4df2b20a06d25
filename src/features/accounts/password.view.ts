import type { Translate } from '../../templates/i18n.ts';
import { SHORTEST_ALONE, SHORTEST_WITH_SECOND_STEP } from './password-rules.ts';

/** How long a password must be, said beside its field. */
export const passwordHint = (t: Translate, secondStep: boolean): string =>
  secondStep ? t('password.hint-beside-code', { min: SHORTEST_WITH_SECOND_STEP }) : t('password.hint', { min: SHORTEST_ALONE });
