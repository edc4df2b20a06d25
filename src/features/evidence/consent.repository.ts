import type { EntityManager } from 'typeorm';
import type { Language } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { TEXT_VERSIONS, type Purpose } from './consent.ts';

export interface NewConsent {
  personId: string;
  purpose: Purpose;
  /** In which language the text was read. */
  language: Language;
  /** The version that was shown, where that was earlier; the present one otherwise. */
  textVersion?: string;
}

/** Notes that a person had a version of a text before them, and when. Once per version. */
export async function recordConsent(
  manager: EntityManager, at: Date, { personId, purpose, language, textVersion = TEXT_VERSIONS[purpose] }: NewConsent,
): Promise<void> {
  await manager.query(
    `INSERT INTO consent (id, person_id, purpose, text_version, language, given_at) VALUES ($1,$2,$3,$4,$5,$6)
     ON CONFLICT (person_id, purpose, text_version) WHERE withdrawn_at IS NULL DO NOTHING`,
    [newId(), personId, purpose, textVersion, language, at]);
}
