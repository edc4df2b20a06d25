import type { DataSource, EntityManager } from 'typeorm';
import { prepared } from '../../db/prepared.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Certificate, Check, Membership, Organisation, OrganisationKind } from './organisation.ts';

/** What everybody may know of an organisation. */
export interface PublicOrganisation {
  id: string;
  kind: OrganisationKind;
  name: string;
  townName: string;
  region: string | null;
  website: string | null;
  capabilities: string[];
  membership: Membership;
  checkedAt: Date | null;
  checks: Check[];
  confirmedAt: Date | null;
  machines: string[];
}

/** An organisation whose capabilities may serve a need. */
export interface CapableOrganisation {
  id: string;
  name: string;
  country: string;
  townName: string;
  region: string | null;
  lat: number | null;
  lng: number | null;
  capabilities: string[];
  certificates: string[];
}

export interface OrganisationQueries {
  find(id: string): Promise<PublicOrganisation | null>;
  certificates(organisationId: string): Promise<Certificate[]>;
  /** All that may post or be addressed, by name. */
  names(): Promise<{ id: string; name: string }[]>;
  /** Approved organisations with this text in their names, whatever the case and Polish letters, by name. */
  called(text: string, limit: number): Promise<{ id: string; name: string }[]>;
  /** Where the organisation is, for distances and the preset of forms. */
  place(id: string): Promise<Pick<Organisation, 'townName' | 'lat' | 'lng' | 'region'> | null>;
  /** Approved organisations with one of these capabilities and the certificates valid today, at most `limit`. */
  capable(concepts: readonly string[], limit: number, today: LocalDate): Promise<CapableOrganisation[]>;
}

const PUBLIC = `id, kind, name, town_name AS "townName", region, website, capabilities, membership, checked_at AS "checkedAt",
  checks, confirmed_at AS "confirmedAt", machines`;

/* SQL: a text without case and Polish letters; `organisation_plain_name_ix` is made of the same words. */
const plainText = (text: string): string => `translate(lower(${text}), 'ąćęłńóśźż', 'acelnoszz')`;

const anywhere = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** On a data source, or inside a transaction on its manager. */
export function organisationQueries(dataSource: DataSource | EntityManager): OrganisationQueries {
  const rows = <T>(sql: string, values: unknown[] = []) => dataSource.query<T[]>(sql, values);
  return {
    async find(id) {
      const [row] = await rows<PublicOrganisation>(prepared(`SELECT ${PUBLIC} FROM organisation WHERE id = $1 AND membership <> 'refused'`), [id]);
      return row ?? null;
    },
    certificates: (id) =>
      rows(`SELECT id, organisation_id AS "organisationId", name, valid_until::text AS "validUntil", file_id AS "fileId" FROM certificate
            WHERE organisation_id = $1 ORDER BY name`, [id]),
    names: () => rows(`SELECT id, name FROM organisation WHERE membership IN ('applied','recommended','approved') ORDER BY name`),
    called: (text, limit) =>
      rows(
        `SELECT id, name FROM organisation WHERE membership = 'approved' AND kind <> 'office'
           AND ${plainText('name')} LIKE ${plainText('$1')} ORDER BY name LIMIT $2`,
        [anywhere(text), limit],
      ),
    async place(id) {
      const [row] = await rows<Pick<Organisation, 'townName' | 'lat' | 'lng' | 'region'>>(
        prepared(`SELECT town_name AS "townName", lat, lng, region FROM organisation WHERE id = $1`), [id]);
      return row ?? null;
    },
    capable: (concepts, limit, today) =>
      rows(
        `SELECT o.id, o.name, o.country, o.town_name AS "townName", o.region, o.lat, o.lng, o.capabilities,
                COALESCE((SELECT array_agg(c.name) FROM certificate c
                          WHERE c.organisation_id = o.id AND (c.valid_until IS NULL OR c.valid_until >= $3)), '{}') AS certificates
         FROM organisation o WHERE o.membership = 'approved' AND o.capabilities && $1::text[] ORDER BY o.id LIMIT $2`,
        [concepts, limit, today],
      ),
  };
}
