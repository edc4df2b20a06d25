import type { DataSource } from 'typeorm';
import type { LocalDate } from '../../kernel/dates.ts';

/** A page that everybody may open, with the day it last changed (`YYYY-MM-DD`). */
export interface PublicPage {
  id: string;
  changedOn: string;
}

/** What search engines may list: nothing that a visitor could not open today. */
export interface PublicPageQueries {
  /** Public posts on the board, newest first. */
  posts(day: LocalDate, limit: number): Promise<PublicPage[]>;
  /** Approved organisations. */
  organisations(limit: number): Promise<PublicPage[]>;
}

export const publicPageQueries = (dataSource: DataSource): PublicPageQueries => ({
  posts: (day, limit) => dataSource.query<PublicPage[]>(
    `SELECT id, to_char(updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "changedOn" FROM post
     WHERE state = 'published' AND visibility = 'public' AND (ends_on IS NULL OR ends_on >= $1::date) ORDER BY published_at DESC, id LIMIT $2`,
    [day, limit]),
  organisations: (limit) => dataSource.query<PublicPage[]>(
    `SELECT id, to_char(COALESCE(checked_at, created_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "changedOn" FROM organisation
     WHERE membership = 'approved' ORDER BY created_at DESC, id LIMIT $1`,
    [limit]),
});
