import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { PersonActor } from '../../kernel/actor.ts';
import { paths } from '../../paths.ts';
import { linkHolder, signedIn } from '../../web/policies.ts';
import { get, invalidForm, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import type { AccountQueries } from '../accounts/index.ts';
import { savedSearchRows, searchName, type SavedSearchQueries } from '../searches/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import { preferencesForm } from './preferences.form.ts';
import { preferencesOf } from './preferences.queries.ts';
import { preferencesView } from './preferences.view.ts';
import { savePreferences } from './save-preferences.command.ts';
import { readSubscription, unsubscribe, type Subscription, type UnsubscribeDeps } from './unsubscribe.command.ts';

export interface AlertRoutesDeps extends UnsubscribeDeps {
  uow: UnitOfWork;
  accounts: AccountQueries;
  searches: SavedSearchQueries;
  vocabulary: Vocabulary;
}

/* The policy has let in persons only; this tells the compiler. */
function person({ actor }: PageRequest): PersonActor {
  if (actor.kind !== 'person') throw new DomainError('not-found', 'errors.not-found');
  return actor;
}

/* The page of choices, with the saved searches below. */
async function preferencesPage(
  { searches, vocabulary }: AlertRoutesDeps, { t, lang }: PageRequest, personId: string, shown: Omit<Parameters<typeof preferencesView>[0], 't'>,
) {
  const saved = savedSearchRows({ t, lang, vocabulary }, await searches.ofPerson(personId));
  return { ...preferencesView({ t, ...shown }), searches: saved, newSearch: paths.board() };
}

async function showPreferences(deps: AlertRoutesDeps, request: PageRequest): Promise<Reply> {
  const { personId } = person(request);
  const organisations = await deps.accounts.organisations(personId);
  const chosen = await deps.uow.run(({ manager }) => preferencesOf(manager, personId, organisations.map(({ id }) => id)));
  return page('alerts/preferences', await preferencesPage(deps, request, personId, { organisations, chosen, errors: {} }));
}

async function storePreferences(deps: AlertRoutesDeps, request: PageRequest): Promise<Reply> {
  const actor = person(request);
  const organisations = await deps.accounts.organisations(actor.personId);
  const { typed, result } = preferencesForm(request.body, organisations.map(({ id }) => id));
  if ('errors' in result) {
    const shown = { organisations, chosen: typed, errors: result.errors };
    return invalidForm('alerts/preferences', await preferencesPage(deps, request, actor.personId, shown));
  }
  await savePreferences(deps, actor, result.chosen);
  return redirect(paths.preferences(), { kind: 'success', text: request.t('alert.preferences.saved') });
}

function unsubscribePage(
  { vocabulary }: AlertRoutesDeps, { t, lang, params }: PageRequest, view: 'unsubscribe' | 'unsubscribed', subscription: Subscription,
): Reply {
  const { kind, frequency, organisations } = subscription;
  const searches = subscription.searches.map((search) => searchName({ t, lang, vocabulary }, search)).join('; ');
  const words = { kind, frequency, organisation: organisations.map(({ name }) => name).join(', '), searches };
  const data = {
    title: t(`alert.${view}.title`),
    lead: t(`alert.${view}.lead`, words),
    help: t(`alert.${view}.help`, words),
    action: paths.unsubscribe(params['token'] ?? ''),
    preferencesPage: paths.preferences(),
  };
  return page(`alerts/${view}`, data, { layout: 'plain' });
}

export function alertRoutes(deps: AlertRoutesDeps): Route[] {
  const token = ({ params }: PageRequest): string => params['token'] ?? '';
  return [
    get(paths.preferences(), signedIn, (request) => showPreferences(deps, request)),
    post(paths.preferences(), signedIn, (request) => storePreferences(deps, request)),
    get(paths.unsubscribe(':token'), linkHolder, async (request) =>
      unsubscribePage(deps, request, 'unsubscribe', await readSubscription(deps, token(request)))),
    {
      ...post(paths.unsubscribe(':token'), linkHolder, async (request) =>
        unsubscribePage(deps, request, 'unsubscribed', await unsubscribe(deps, token(request)))),
      csrf: 'exempt',
    },
  ];
}
