import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import type { Announcement } from './announcement.ts';
import { AnnouncementSchema } from './announcement.schema.ts';

/** Stores a new one; the same submit again returns the one that the first made. */
export async function insertAnnouncement(manager: EntityManager, announcement: Announcement): Promise<Announcement> {
  const { submissionKey } = announcement;
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [submissionKey ?? announcement.id]);
  const earlier = submissionKey ? await manager.findOneBy<Announcement>(AnnouncementSchema, { submissionKey }) : null;
  if (earlier) return earlier;
  await manager.insert<Announcement>(AnnouncementSchema, announcement);
  return announcement;
}

/** @throws DomainError not-found */
export async function lockAnnouncement(manager: EntityManager, id: string): Promise<Announcement> {
  const found = isId(id)
    ? await manager.findOne<Announcement>(AnnouncementSchema, { where: { id }, lock: { mode: 'pessimistic_write' } }) : null;
  if (!found) throw new DomainError('not-found', 'errors.not-found');
  return { ...found };
}

export async function updateAnnouncement(manager: EntityManager, { id, version, ...columns }: Announcement): Promise<void> {
  await manager.update<Announcement>(AnnouncementSchema, { id }, { ...columns, version: version + 1 });
}
