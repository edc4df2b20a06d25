import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { PersonActor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { record } from '../activity/index.ts';
import type { SiteTexts } from './site-text.ts';
import { lockTexts, writeTexts } from './site-texts.repository.ts';

/** Saves what the office writes about itself. @throws DomainError conflict when somebody else saved since the form was filled */
export function saveSiteTexts({ uow }: { uow: UnitOfWork }, actor: PersonActor, input: { texts: SiteTexts; seen: string }): Promise<void> {
  return uow.run(async ({ manager, now }) => {
    if ((await lockTexts(manager)) !== input.seen) throw new DomainError('conflict', 'privacy.site.changed');
    await writeTexts(manager, input.texts, actor.personId, now);
    await record(manager, actor, now, { action: 'site.texts-saved' });
  });
}
