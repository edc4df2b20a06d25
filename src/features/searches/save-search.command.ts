import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { organisationOf, type Language, type PersonActor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { isId, newId } from '../../kernel/ids.ts';
import { MOST_SAVED, type SearchFrequency } from './saved-search.ts';
import { savedSearchRepository } from './saved-search.repository.ts';
import { addressOfSearch, type SearchState } from './search.form.ts';

interface Deps {
  uow: UnitOfWork;
}

export interface SaveSearch {
  state: SearchState;
  language: Language;
  frequency: SearchFrequency;
}

/**
 * Lets a search go on looking for its owner. The same search again only changes how often it tells. Returns its id.
 * @throws DomainError too-many beyond {@link MOST_SAVED}
 */
export function saveSearch(deps: Deps, actor: PersonActor, { state, language, frequency }: SaveSearch): Promise<string> {
  return deps.uow.run(async ({ manager, now }) => {
    const searches = savedSearchRepository(manager);
    const { personId } = actor;
    await searches.lockPerson(personId);
    const address = addressOfSearch(state);
    const known = await searches.findByAddress(personId, address);
    if (known) {
      await searches.setFrequency(personId, [known.id], frequency);
      return known.id;
    }
    if ((await searches.countOf(personId)) >= MOST_SAVED) throw new DomainError('too-many', 'searches.too-many', { most: MOST_SAVED });
    const id = newId();
    const { text, kind, concepts, regions, terms, urgent } = state;
    await searches.insert({
      id, personId, organisationId: organisationOf(actor), address, text, language, kind, concepts, regions, terms, urgent, frequency, createdAt: now,
    });
    return id;
  });
}

/** How often a search tells. @throws DomainError not-found for what is not the person's own */
export async function changeFrequency({ uow }: Deps, { personId }: PersonActor, id: string, frequency: SearchFrequency): Promise<void> {
  const changed = isId(id) ? await uow.run(async ({ manager }) => {
    const searches = savedSearchRepository(manager);
    await searches.lockPerson(personId);
    return searches.setFrequency(personId, [id], frequency);
  }) : 0;
  if (changed === 0) throw new DomainError('not-found', 'errors.not-found');
}

/** Forgets a search and all that waits for it. @throws DomainError not-found for what is not the person's own */
export async function removeSearch({ uow }: Deps, { personId }: PersonActor, id: string): Promise<void> {
  const removed = isId(id) && await uow.run(({ manager }) => savedSearchRepository(manager).remove(personId, id));
  if (!removed) throw new DomainError('not-found', 'errors.not-found');
}
