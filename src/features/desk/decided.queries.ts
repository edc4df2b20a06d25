import type { DataSource } from 'typeorm';
import { isId } from '../../kernel/ids.ts';
import type { PostState } from '../posts/index.ts';

/** A post that waits for review no more, with what ended that; `action` null when its history does not say. */
export interface DecidedPost {
  id: string;
  title: string;
  organisation: string;
  state: PostState;
  action: string | null;
  at: Date | null;
  person: string | null;
  reason: string | null;
}

export type DecidedQuery = (postId: string) => Promise<DecidedPost | null>;

const DECIDED = `
  SELECT p.id, p.title, o.name AS organisation, p.state, a.action, a.at, w.name AS person, a.reason
  FROM post p JOIN organisation o ON o.id = p.organisation_id
  LEFT JOIN LATERAL (
    SELECT action, at, person_id, data->>'reason' AS reason FROM activity
    WHERE post_id = p.id AND action IN ('post.approved','post.refused','post.withdrawn') ORDER BY id DESC LIMIT 1) a ON true
  LEFT JOIN person w ON w.id = a.person_id WHERE p.id = $1`;

/** Who was faster with a review. */
export const decidedQuery = (dataSource: DataSource): DecidedQuery => async (postId) => {
  const [row] = isId(postId) ? await dataSource.query<DecidedPost[]>(DECIDED, [postId]) : [];
  return row ?? null;
};
