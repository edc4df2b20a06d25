import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { PersonActor } from '../../kernel/actor.ts';
import { paths } from '../../paths.ts';
import { linkHolder, signedIn } from '../../web/policies.ts';
import { get, invalidForm, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import type { AccountQueries } from '../accounts/index.ts';
import { preferencesForm } from './preferences.form.ts';
import { preferencesOf } from './preferences.queries.ts';
import { preferencesView } from './preferences.view.ts';
import { savePreferences } from './save-preferences.command.ts';
import { readSubscription, unsubscribe, type Subscription, type UnsubscribeDeps } from './unsubscribe.command.ts';

export interface AlertRoutesDeps extends UnsubscribeDeps {
  uow: UnitOfWork;
  accounts: AccountQueries;
}

/* The policy has let in persons only; this tells the compiler. */
function person({ actor }: PageRequest): PersonActor {
  if (actor.kind !== 'person') throw new DomainError('not-found', 'errors.not-found');
  return actor;
}

async function showPreferences(deps: AlertRoutesDeps, request: PageRequest): Promise<Reply> {
  const { personId } = person(request);
  const organisations = await deps.accounts.organisations(personId);
  const chosen = await deps.uow.run(({ manager }) => preferencesOf(manager, personId, organisations.map(({ id }) => id)));
  return page('alerts/preferences', preferencesView({ t: request.t, organisations, chosen, errors: {} }));
}

async function storePreferences(deps: AlertRoutesDeps, request: PageRequest): Promise<Reply> {
  const actor = person(request);
  const organisations = await deps.accounts.organisations(actor.personId);
  const { typed, result } = preferencesForm(request.body, organisations.map(({ id }) => id));
  if ('errors' in result) {
    return invalidForm('alerts/preferences', preferencesView({ t: request.t, organisations, chosen: typed, errors: result.errors }));
  }
  await savePreferences(deps, actor, result.chosen);
  return redirect(paths.preferences(), { kind: 'success', text: request.t('alert.preferences.saved') });
}

function unsubscribePage({ t, params }: PageRequest, view: 'unsubscribe' | 'unsubscribed', { kind, frequency, organisations }: Subscription): Reply {
  const words = { kind, frequency, organisation: organisations.map(({ name }) => name).join(', ') };
  const data = {
    title: t(`alert.${view}.title`),
    lead: t(`alert.${view}.lead`, words),
    help: t(`alert.${view}.help`, words),
    action: paths.unsubscribe(params['token'] ?? ''),
    preferences: paths.preferences(),
  };
  return page(`alerts/${view}`, data, { layout: 'plain' });
}

export function alertRoutes(deps: AlertRoutesDeps): Route[] {
  const token = ({ params }: PageRequest): string => params['token'] ?? '';
  return [
    get(paths.preferences(), signedIn, (request) => showPreferences(deps, request)),
    post(paths.preferences(), signedIn, (request) => storePreferences(deps, request)),
    get(paths.unsubscribe(':token'), linkHolder, async (request) =>
      unsubscribePage(request, 'unsubscribe', await readSubscription(deps, token(request)))),
    {
      ...post(paths.unsubscribe(':token'), linkHolder, async (request) =>
        unsubscribePage(request, 'unsubscribed', await unsubscribe(deps, token(request)))),
      csrf: 'exempt',
    },
  ];
}
