import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { MailLink, MailLinks } from '../../mail/links.repository.ts';
import { DomainError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { afterUnsubscribe, ALERT_KINDS, type AlertKind } from './alert.ts';
import { choose } from './alert.repository.ts';
import { preferencesOf } from './preferences.queries.ts';
import { organisationNames } from './alerts.queries.ts';
import { savedSearchRepository, searchesById, type SavedSearch } from '../searches/index.ts';

export interface UnsubscribeDeps {
  uow: UnitOfWork;
  links: MailLinks;
}

/** What a link ends: one kind of alert for one organisation; of a digest, for all that it spoke of; or saved searches. */
export interface Subscription {
  kind: AlertKind | 'search';
  frequency: 'daily' | 'weekly';
  organisations: { id: string; name: string }[];
  searches: SavedSearch[];
}

type Manager = Parameters<MailLinks['read']>[0];

const idsIn = (list: string | undefined): string[] => (list ?? '').split(',').filter(isId);

async function subscriptionOf(manager: Manager, { data, personId }: MailLink): Promise<Subscription> {
  if (data['alert'] === 'search' && personId !== null) {
    const searches = await searchesById(manager, personId, idsIn(data['searchId']));
    return { kind: 'search', frequency: 'daily', organisations: [], searches };
  }
  const kind = ALERT_KINDS.find((one) => one === data['alert']);
  if (!kind) throw new DomainError('not-found', 'errors.link-unknown');
  return {
    kind,
    frequency: data['frequency'] === 'weekly' ? 'weekly' : 'daily',
    organisations: await organisationNames(manager, idsIn(data['organisationId'])),
    searches: [],
  };
}

/**
 * What the link would end. Changes nothing.
 * @throws DomainError not-found for a link that is not ours, expired for one past its time
 */
export function readSubscription(deps: UnsubscribeDeps, token: string): Promise<Subscription> {
  return deps.uow.run(async ({ manager, now }) => subscriptionOf(manager, await deps.links.read(manager, token, 'unsubscribe', now)));
}

/**
 * Ends it, for the person the mail went to and nobody else. Whoever holds the link may; again it changes nothing more.
 * @throws DomainError as {@link readSubscription}
 */
export function unsubscribe(deps: UnsubscribeDeps, token: string): Promise<Subscription> {
  return deps.uow.run(async ({ manager, now }) => {
    const link = await deps.links.read(manager, token, 'unsubscribe', now);
    const subscription = await subscriptionOf(manager, link);
    const { personId } = link;
    if (personId === null) throw new DomainError('not-found', 'errors.link-unknown');
    await deps.links.use(manager, link.id, now);
    if (subscription.kind === 'search') {
      await savedSearchRepository(manager).setFrequency(personId, subscription.searches.map(({ id }) => id), 'never');
      return subscription;
    }
    const { kind, frequency } = subscription;
    const chosen = await preferencesOf(manager, personId, subscription.organisations.map(({ id }) => id));
    for (const [organisationId, before] of chosen) {
      await choose(manager, { personId, organisationId }, afterUnsubscribe(before, kind, frequency), now);
    }
    return subscription;
  });
}
