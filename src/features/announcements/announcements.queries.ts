import type { DataSource, EntityManager } from 'typeorm';
import { prepared } from '../../db/prepared.ts';
import { isOffice, type Actor } from '../../kernel/actor.ts';
import { today, type LocalDate } from '../../kernel/dates.ts';
import { isId } from '../../kernel/ids.ts';
import { isVisible, type Announcement } from './announcement.ts';

const NEXT_FIRST = 'COALESCE(starts_at, visible_until::timestamptz), created_at DESC, id';

const COLUMNS = `id, kind, title_pl AS "titlePl", text_pl AS "textPl", title_en AS "titleEn", text_en AS "textEn", starts_at AS "startsAt",
  ends_at AS "endsAt", place, online_url AS "onlineUrl", visible_from::text AS "visibleFrom", visible_until::text AS "visibleUntil", state,
  author_id AS "authorId", created_at AS "createdAt", updated_at AS "updatedAt", version, submission_key AS "submissionKey"`;

const list = (db: DataSource | EntityManager, condition: string, order: string, values: readonly unknown[], most = 200): Promise<Announcement[]> =>
  db.query(prepared(`SELECT ${COLUMNS} FROM announcement WHERE ${condition} ORDER BY ${order} LIMIT ${most}`), [...values]);

const VISIBLE = `state = 'published' AND visible_from <= $1::date AND visible_until >= $1::date`;

const SHOWN_ON_BOARD = 3;

export interface AnnouncementQueries {
  /** What everybody sees today, the next event first. */
  visible(today: LocalDate): Promise<Announcement[]>;
  /** The first of them, as many as the board has room for. */
  onBoard(today: LocalDate): Promise<Announcement[]>;
  /** One that the actor may see: the office any, others a visible one; null else. */
  find(actor: Actor, id: string, today: LocalDate): Promise<Announcement | null>;
  /** Everything, the newest first; for the office. */
  all(): Promise<Announcement[]>;
}

export function announcementQueries(dataSource: DataSource): AnnouncementQueries {
  return {
    visible: (day) => list(dataSource, VISIBLE, NEXT_FIRST, [day]),
    onBoard: (day) => list(dataSource, VISIBLE, NEXT_FIRST, [day], SHOWN_ON_BOARD),
    async find(actor, id, day) {
      const [found] = isId(id) ? await list(dataSource, 'id = $1', 'id', [id]) : [];
      return found && (isOffice(actor) || isVisible(found, day)) ? found : null;
    },
    all: () => list(dataSource, 'true', 'created_at DESC, id', []),
  };
}

/** What is visible and not over: what a digest may tell of. */
export function announcementsToTell(manager: EntityManager, now: Date): Promise<Announcement[]> {
  const notOver = '(COALESCE(ends_at, starts_at) IS NULL OR COALESCE(ends_at, starts_at) > $2)';
  return list(manager, `${VISIBLE} AND ${notOver}`, NEXT_FIRST, [today(now), now]);
}
