import type { DataSource } from 'typeorm';
import { prepared } from '../../db/prepared.ts';

export interface ActivityRow {
  at: Date;
  action: string;
  person: string | null;
  /** Somebody did it whose account has been erased since. */
  personErased: boolean;
  organisationId: string | null;
  /** Its name, which others may bear too. */
  organisation: string | null;
  onBehalf: boolean;
  commitmentId: string | null;
  data: Record<string, unknown>;
}

const SELECT = `
  SELECT a.at, a.action, p.name AS person, a.person_erased AS "personErased", a.organisation_id AS "organisationId",
    o.name AS organisation, a.on_behalf AS "onBehalf", a.commitment_id AS "commitmentId", a.data
  FROM activity a LEFT JOIN person p ON p.id = a.person_id LEFT JOIN organisation o ON o.id = a.organisation_id`;

/** The histories of posts and commitments, oldest first. The caller has made sure that the reader may see their subject. */
export interface ActivityQueries {
  ofPost(postId: string): Promise<ActivityRow[]>;
  ofCommitment(commitmentId: string): Promise<ActivityRow[]>;
}

export function activityQueries(dataSource: DataSource): ActivityQueries {
  return {
    ofPost: (postId) => dataSource.query(prepared(`${SELECT} WHERE a.post_id = $1 ORDER BY a.id LIMIT 1000`), [postId]),
    ofCommitment: (id) => dataSource.query(prepared(`${SELECT} WHERE a.commitment_id = $1 ORDER BY a.id LIMIT 1000`), [id]),
  };
}
