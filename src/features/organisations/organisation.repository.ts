import { QueryFailedError, type EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import type { Organisation } from './organisation.ts';
import { OrganisationSchema } from './organisation.schema.ts';

/** The write side of organisations. The caller asks whether the actor may. */
export interface OrganisationRepository {
  /** @throws DomainError conflict `join.number-taken` when one that was not refused has this NIP or REGON */
  insert(organisation: Organisation): Promise<void>;
  /** @throws DomainError not-found */
  get(id: string): Promise<Organisation>;
  /** The same, and nobody else changes it until this transaction ends. */
  lock(id: string): Promise<Organisation>;
  /**
   * Writes the organisation if it still has the version it was read with; returns it with the next version.
   * @throws DomainError conflict `organisation.changed-meanwhile` when somebody else was faster, conflict `join.number-taken`
   */
  update(organisation: Organisation): Promise<Organisation>;
}

const NUMBER_INDEXES = new Set(['organisation_nip_uq', 'organisation_regon_uq']);

function isNumberTaken(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { constraint } = error.driverError as { constraint?: string };
  return constraint !== undefined && NUMBER_INDEXES.has(constraint);
}

async function holderOf(manager: EntityManager, { id, nip, regon }: Organisation): Promise<{ name: string } | undefined> {
  const [row] = await manager.query<{ name: string }[]>(
    `SELECT name FROM organisation WHERE membership <> 'refused' AND (nip = $1 OR regon = $2) AND id <> $3 LIMIT 1`, [nip, regon, id]);
  return row;
}

/**
 * Writes inside a savepoint. The unique indexes alone decide about a number, as two may ask for it at the same moment;
 * after their no the transaction still can tell who has it.
 */
async function holdingNumbers<T>(manager: EntityManager, organisation: Organisation, write: (inner: EntityManager) => Promise<T>): Promise<T> {
  try {
    return await manager.transaction(write);
  } catch (error) {
    const holder = isNumberTaken(error) ? await holderOf(manager, organisation) : undefined;
    if (!holder) throw error;
    throw new DomainError('conflict', 'join.number-taken', { name: holder.name });
  }
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
    insert: (organisation) => holdingNumbers(manager, organisation, async (inner) =>
      void (await inner.insert<Organisation>(OrganisationSchema, organisation))),
    get: (id) => load(id, false),
    lock: (id) => load(id, true),
    async update(organisation) {
      const { id, version, ...columns } = organisation;
      const done = await holdingNumbers(manager, organisation, (inner) =>
        inner.update<Organisation>(OrganisationSchema, { id, version }, { ...columns, version: version + 1 }));
      if (done.affected !== 1) throw new DomainError('conflict', 'organisation.changed-meanwhile');
      return { ...organisation, version: version + 1 };
    },
  };
}
