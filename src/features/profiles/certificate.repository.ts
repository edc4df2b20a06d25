import type { EntityManager } from 'typeorm';
import { isId } from '../../kernel/ids.ts';
import { CertificateSchema, type Certificate } from '../organisations/index.ts';

/** The write side of certificates. */
export interface CertificateRepository {
  count(organisationId: string): Promise<number>;
  find(organisationId: string, id: string): Promise<Certificate | null>;
  insert(certificate: Certificate): Promise<void>;
  delete(id: string): Promise<void>;
  /** Notes a reminder; false when another worker was faster. */
  noteReminder(id: string, days: number): Promise<boolean>;
}

export function certificateRepository(manager: EntityManager): CertificateRepository {
  return {
    count: (organisationId) => manager.countBy<Certificate>(CertificateSchema, { organisationId }),
    find: async (organisationId, id) => (isId(id) ? manager.findOneBy<Certificate>(CertificateSchema, { organisationId, id }) : null),
    insert: async (certificate) => void (await manager.insert<Certificate>(CertificateSchema, certificate)),
    delete: async (id) => void (await manager.delete<Certificate>(CertificateSchema, { id })),
    async noteReminder(id, days) {
      const [, noted] = await manager.query<[unknown[], number]>(
        'UPDATE certificate SET reminded_days = $2 WHERE id = $1 AND (reminded_days IS NULL OR reminded_days > $2) RETURNING id', [id, days]);
      return noted === 1;
    },
  };
}
