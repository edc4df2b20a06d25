import type { Work } from '../../db/unit-of-work.ts';
import type { Person } from '../accounts/index.ts';
import { newId } from '../../kernel/ids.ts';

/** Notes that a person was shown a text about their data, and when. The same text again is one row. */
export async function giveConsent(work: Work, person: Pick<Person, 'id' | 'language'>, purpose: 'join', version: string, at: Date): Promise<void> {
  await work.manager.query(
    `INSERT INTO consent (id, person_id, purpose, text_version, language, given_at) VALUES ($1,$2,$3,$4,$5,$6) ON CONFLICT DO NOTHING`,
    [newId(), person.id, purpose, version, person.language, at],
  );
}
