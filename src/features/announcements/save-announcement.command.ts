import { isOffice, personOf, type Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { record } from '../activity/index.ts';
import { insertAnnouncement, lockAnnouncement, updateAnnouncement } from './announcement.repository.ts';
import { edit, saysTheSame, withdraw, type Announcement, type AnnouncementContent } from './announcement.ts';

export interface AnnouncementDeps {
  uow: UnitOfWork;
}

function onlyOffice(actor: Actor): void {
  if (!isOffice(actor)) throw new DomainError('not-found', 'errors.not-found');
}

/**
 * Publishes an announcement; the same submit again returns the first one's.
 * @throws DomainError conflict `announcement.published-before {id}` when the same form came before with another content
 */
export async function announce(
  deps: AnnouncementDeps, actor: Actor, { content, submissionKey }: { content: AnnouncementContent; submissionKey: string | null },
): Promise<Announcement> {
  onlyOffice(actor);
  return deps.uow.run(async ({ manager, now }) => {
    const made: Announcement = {
      ...content, id: newId(), state: 'published', authorId: personOf(actor), createdAt: now, updatedAt: now, version: 1, submissionKey,
    };
    const stored = await insertAnnouncement(manager, made);
    if (!saysTheSame(stored, made)) throw new DomainError('conflict', 'announcement.published-before', { id: stored.id });
    if (stored.id === made.id) await record(manager, actor, now, { action: 'announcement.published', data: { announcementId: made.id } });
    return stored;
  });
}

/** @throws DomainError not-found; conflict `announcement.changed-meanwhile` when somebody else was faster, `announcement.withdrawn` */
export async function editAnnouncement(
  deps: AnnouncementDeps, actor: Actor, { id, version, content }: { id: string; version: number | null; content: AnnouncementContent },
): Promise<void> {
  onlyOffice(actor);
  await deps.uow.run(async ({ manager, now }) => {
    const before = await lockAnnouncement(manager, id);
    if (version !== null && before.version !== version) throw new DomainError('conflict', 'announcement.changed-meanwhile');
    await updateAnnouncement(manager, edit(before, content, now));
    await record(manager, actor, now, { action: 'announcement.edited', data: { announcementId: id } });
  });
}

/** Takes an announcement back; a second time changes nothing. @throws DomainError not-found */
export async function withdrawAnnouncement(deps: AnnouncementDeps, actor: Actor, id: string): Promise<void> {
  onlyOffice(actor);
  await deps.uow.run(async ({ manager, now }) => {
    const before = await lockAnnouncement(manager, id);
    if (before.state === 'withdrawn') return;
    await updateAnnouncement(manager, withdraw(before, now));
    await record(manager, actor, now, { action: 'announcement.withdrawn', data: { announcementId: id } });
  });
}
