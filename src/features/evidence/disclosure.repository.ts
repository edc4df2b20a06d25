import type { EntityManager } from 'typeorm';
import { isOffice, organisationOf, personOf, type Actor } from '../../kernel/actor.ts';
import { today } from '../../kernel/dates.ts';
import { newId } from '../../kernel/ids.ts';

/** `page`: the delivery details on the page of a commitment; `note`: on the pick-up note. */
export type Disclosed = 'page' | 'note';

export interface NewDisclosure {
  what: Disclosed;
  commitmentId: string;
  /** Whose delivery details were shown. */
  organisationId: string;
}

/** Notes who has looked at whose delivery details; one row per person, thing and day, with how often. */
export async function recordDisclosure(manager: EntityManager, actor: Actor, now: Date, shown: NewDisclosure): Promise<void> {
  await manager.query(
    `INSERT INTO disclosure (id, what, organisation_id, commitment_id, viewer_id, viewer_organisation_id, by_office, day, first_at, last_at)
     VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$9)
     ON CONFLICT (commitment_id, organisation_id, viewer_id, what, day) DO UPDATE SET times = disclosure.times + 1, last_at = $9`,
    [newId(), shown.what, shown.organisationId, shown.commitmentId, personOf(actor), organisationOf(actor), isOffice(actor), today(now), now]);
}
