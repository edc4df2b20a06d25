import type { DataSource } from 'typeorm';
import type { LocalDate } from '../../kernel/dates.ts';
import { isId } from '../../kernel/ids.ts';
import { organisationRepository, type Organisation } from '../organisations/index.ts';

/** A certificate as its page prints it. */
export interface CertificateRow {
  id: string;
  organisationId: string;
  name: string;
  validUntil: LocalDate | null;
  fileId: string | null;
  fileName: string | null;
  fileType: string | null;
  fileSize: number | null;
}

export interface ProfileQueries {
  /** The whole organisation, delivery details included. The caller has made sure that the reader looks after it. */
  get(id: string): Promise<Organisation>;
  certificates(organisationId: string): Promise<CertificateRow[]>;
  certificate(organisationId: string, id: string): Promise<CertificateRow | null>;
}

const CERTIFICATE = `
  SELECT c.id, c.organisation_id AS "organisationId", c.name, c.valid_until::text AS "validUntil", c.file_id AS "fileId", f.name AS "fileName",
         f.type AS "fileType", f.size AS "fileSize"
  FROM certificate c LEFT JOIN file f ON f.id = c.file_id WHERE c.organisation_id = $1`;

export function profileQueries(dataSource: DataSource): ProfileQueries {
  return {
    get: (id) => organisationRepository(dataSource.manager).get(id),
    certificates: (id) => dataSource.query(`${CERTIFICATE} ORDER BY c.name, c.id LIMIT 200`, [id]),
    async certificate(organisationId, id) {
      if (!isId(organisationId) || !isId(id)) return null;
      const [row] = await dataSource.query<CertificateRow[]>(`${CERTIFICATE} AND c.id = $2`, [organisationId, id]);
      return row ?? null;
    },
  };
}
