import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import type { Organisation } from './organisation.ts';
import { OrganisationSchema } from './organisation.schema.ts';

/** The write side of organisations. The caller asks whether the actor may. */
export interface OrganisationRepository {
  insert(organisation: Organisation): Promise<void>;
  /** @throws DomainError not-found */
  get(id: string): Promise<Organisation>;
  /** The same, and nobody else changes it until this transaction ends. */
  lock(id: string): Promise<Organisation>;
  /**
   * Writes the organisation if it still has the version it was read with; returns it with the next version.
   * @throws DomainError conflict `organisation.changed-meanwhile` when somebody else was faster
   */
  update(organisation: Organisation): Promise<Organisation>;
  /** Who holds one of these numbers already, the refused left out. */
  holderOf(numbers: Pick<Organisation, 'nip' | 'regon'>): Promise<{ id: string; name: string } | null>;
}

export function organisationRepository(manager: EntityManager): OrganisationRepository {
  const load = async (id: string, lock: boolean): Promise<Organisation> => {
    const found = isId(id)
      ? await manager.findOne<Organisation>(OrganisationSchema, { where: { id }, ...(lock ? { lock: { mode: 'pessimistic_write' as const } } : {}) })
      : null;
    if (!found) throw new DomainError('not-found', 'errors.not-found');
    return { ...found };
  };
  return {
    insert: async (organisation) => void (await manager.insert<Organisation>(OrganisationSchema, organisation)),
    get: (id) => load(id, false),
    lock: (id) => load(id, true),
    async update(organisation) {
      const { id, version, ...columns } = organisation;
      const done = await manager.update<Organisation>(OrganisationSchema, { id, version }, { ...columns, version: version + 1 });
      if (done.affected !== 1) throw new DomainError('conflict', 'organisation.changed-meanwhile');
      return { ...organisation, version: version + 1 };
    },
    async holderOf({ nip, regon }) {
      const [row] = await manager.query<{ id: string; name: string }[]>(
        `SELECT id, name FROM organisation WHERE membership <> 'refused' AND (nip = $1 OR regon = $2) LIMIT 1`, [nip, regon]);
      return row ?? null;
    },
  };
}
