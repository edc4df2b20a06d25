import { organisationOf, type Actor } from '../../kernel/actor.ts';
import { paths } from '../../paths.ts';
import { signedIn } from '../../web/policies.ts';
import { get, page, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import type { AccountQueries } from '../accounts/index.ts';
import { waiting } from '../commitments/index.ts';
import { matchRowView } from './match-row.view.ts';
import { postRowView } from './post-row.view.ts';
import type { PostPageDeps } from './post-page.routes.ts';

export interface DashboardDeps extends PostPageDeps {
  accounts: AccountQueries;
}

const MATCHES_SHOWN = 10;
/** What waits for the reader first. */
const TASKS = ['toAnswer', 'toConfirm', 'toSend', 'toComplete', 'withOthers'] as const;

/* Whom the reader acts for, and whether the office has approved that organisation. */
function actingFor(actor: Actor): { heading: string; approved: boolean } {
  if (actor.kind !== 'person') return { heading: '', approved: false };
  const { organisation, name } = actor;
  return organisation ? { heading: organisation.name, approved: organisation.approved } : { heading: name, approved: true };
}

function switcherOf(organisations: readonly { id: string; name: string }[], own: string | null) {
  if (organisations.length < 2) return null;
  return { action: paths.actingFor(), options: organisations.map(({ id, name }) => ({ value: id, label: name })), value: own ?? '' };
}

async function dashboard(deps: DashboardDeps, request: PageRequest): Promise<Reply> {
  const { actor, t, lang } = request;
  const own = organisationOf(actor);
  const [rows, matches, open, organisations] = await Promise.all([
    own ? deps.posts.own(actor) : [],
    own ? deps.matches.ofOrganisation(actor, MATCHES_SHOWN) : [],
    deps.commitments.open(actor),
    actor.kind === 'person' ? deps.accounts.organisations(actor.personId) : [],
  ]);
  const figures = await deps.figures.needFigures(rows.filter(({ kind }) => kind === 'need').map((row) => row.id));
  const groups = waiting(request, actor, open);
  const reader = { t, lang, from: null, runs: (text: string) => [{ text, hit: false }] };
  return page('board/dashboard', {
    title: t('dashboard.title'),
    ...actingFor(actor),
    switcher: switcherOf(organisations, own),
    waiting: TASKS.map((task) => ({ heading: t(`dashboard.task.${task}`), rows: groups[task] })).filter(({ rows: some }) => some.length > 0),
    matches: matches.map((row) => matchRowView(row, request, deps.vocabulary)),
    posts: rows.map((row) => postRowView(row, figures.get(row.id), reader, true)),
    newNeed: paths.newPost('need'),
    newOffer: paths.newPost('offer'),
    newList: paths.newPostList(),
    calendar: paths.calendar(),
  });
}

export function dashboardRoutes(deps: DashboardDeps): Route[] {
  return [get(paths.dashboard(), signedIn, (request) => dashboard(deps, request))];
}
