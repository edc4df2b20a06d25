import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { PersonActor } from '../../kernel/actor.ts';
import { DomainError, invalid } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { signedIn } from '../../web/policies.ts';
import { get, invalidForm, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import { changeFrequency, removeSearch, saveSearch } from './save-search.command.ts';
import { frequencyForm, saveSearchForm } from './saved-searches.form.ts';
import { newSearchView } from './saved-searches.view.ts';
import { searchState } from './search.form.ts';

export interface SavedSearchRoutesDeps {
  uow: UnitOfWork;
  vocabulary: Vocabulary;
}

/* The policy has let in persons only; this tells the compiler. */
function person({ actor }: PageRequest): PersonActor {
  if (actor.kind !== 'person') throw new DomainError('not-found', 'errors.not-found');
  return actor;
}

const LIST = `${paths.preferences()}#searches`;

function ask({ vocabulary }: SavedSearchRoutesDeps, { t, lang, query }: PageRequest): Reply {
  return page('searches/new', newSearchView({ t, lang, vocabulary }, searchState(query, vocabulary), 'instant', {}));
}

async function save(deps: SavedSearchRoutesDeps, request: PageRequest): Promise<Reply> {
  const { t, lang } = request;
  const { state, result } = saveSearchForm(request.body, deps.vocabulary);
  if ('errors' in result) return invalidForm('searches/new', newSearchView({ t, lang, vocabulary: deps.vocabulary }, state, null, result.errors));
  await saveSearch(deps, person(request), { state, language: lang, frequency: result.frequency });
  return redirect(LIST, { kind: 'success', text: t('searches.saved', { frequency: result.frequency }) });
}

async function change(deps: SavedSearchRoutesDeps, request: PageRequest): Promise<Reply> {
  const result = frequencyForm(request.body);
  if ('errors' in result) throw invalid(result.errors);
  await changeFrequency(deps, person(request), request.params['id'] ?? '', result.frequency);
  return redirect(LIST, { kind: 'success', text: request.t('searches.changed', { frequency: result.frequency }) });
}

async function remove(deps: SavedSearchRoutesDeps, request: PageRequest): Promise<Reply> {
  await removeSearch(deps, person(request), request.params['id'] ?? '');
  return redirect(LIST, { kind: 'success', text: request.t('searches.removed') });
}

export function savedSearchRoutes(deps: SavedSearchRoutesDeps): Route[] {
  return [
    get(paths.newSavedSearch(), signedIn, (request) => ask(deps, request)),
    post(paths.savedSearches(), signedIn, (request) => save(deps, request)),
    post(paths.savedSearchFrequency(':id'), signedIn, (request) => change(deps, request)),
    post(paths.savedSearchRemoval(':id'), signedIn, (request) => remove(deps, request)),
  ];
}
