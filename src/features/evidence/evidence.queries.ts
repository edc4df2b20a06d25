import type { DataSource } from 'typeorm';
import type { Consent } from './consent.ts';
import type { Disclosed } from './disclosure.repository.ts';

export interface DisclosureRow {
  what: Disclosed;
  lastAt: Date;
  times: number;
  /** Null for somebody whose account has been erased. */
  viewer: string | null;
  viewerOrganisation: string | null;
  byOffice: boolean;
  /** Whose details they were. */
  organisation: string;
  commitmentId: string;
  need: string;
}

const DISCLOSURES = `
  SELECT d.what, d.last_at AS "lastAt", d.times, p.name AS viewer, v.name AS "viewerOrganisation", d.by_office AS "byOffice",
         o.name AS organisation, d.commitment_id AS "commitmentId", n.title AS need
  FROM disclosure d JOIN organisation o ON o.id = d.organisation_id JOIN commitment c ON c.id = d.commitment_id JOIN post n ON n.id = c.need_id
  LEFT JOIN person p ON p.id = d.viewer_id LEFT JOIN organisation v ON v.id = d.viewer_organisation_id`;

/** Reads of the registers. The caller has made sure that the reader may see their subject. */
export interface EvidenceQueries {
  /** Every version a person agreed to or was told, newest first. */
  consents(personId: string): Promise<Consent[]>;
  /** Who looked at the delivery details of this organisation, newest first; its own people are left out. */
  viewsOf(organisationId: string, limit: number): Promise<DisclosureRow[]>;
  /** The same for one commitment. */
  viewsOfCommitment(commitmentId: string, organisationId: string): Promise<DisclosureRow[]>;
}

const OF_OTHERS = `d.organisation_id = $1 AND d.viewer_organisation_id IS DISTINCT FROM $1`;

export function evidenceQueries(dataSource: DataSource): EvidenceQueries {
  return {
    consents: (personId) => dataSource.query(
      `SELECT purpose, text_version AS "textVersion", language, given_at AS "givenAt", withdrawn_at AS "withdrawnAt"
       FROM consent WHERE person_id = $1 ORDER BY given_at DESC, id`, [personId]),
    viewsOf: (organisationId, limit) => dataSource.query(
      `${DISCLOSURES} WHERE ${OF_OTHERS} ORDER BY d.last_at DESC, d.id LIMIT $2`, [organisationId, limit]),
    viewsOfCommitment: (commitmentId, organisationId) => dataSource.query(
      `${DISCLOSURES} WHERE ${OF_OTHERS} AND d.commitment_id = $2 ORDER BY d.last_at DESC, d.id LIMIT 100`, [organisationId, commitmentId]),
  };
}
