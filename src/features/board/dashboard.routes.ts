import { organisationOf } from '../../kernel/actor.ts';
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
const TASKS = ['toAnswer', 'toConfirm', 'toSend', 'withOthers'] as const;

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
    heading: actor.kind === 'person' ? (actor.organisation?.name ?? actor.name) : '',
    approved: actor.kind === 'person' && (actor.organisation?.approved ?? true),
    switcher: organisations.length > 1
      ? { action: paths.actingFor(), options: organisations.map(({ id, name }) => ({ value: id, label: name })), value: own ?? '' }
      : null,
    waiting: TASKS.map((task) => ({ heading: t(`dashboard.task.${task}`), rows: groups[task] })).filter(({ rows: some }) => some.length > 0),
    matches: matches.map((row) => matchRowView(row, request, deps.vocabulary, true)),
    posts: rows.map((row) => postRowView(row, figures.get(row.id), reader, true)),
    newNeed: paths.newPost('need'),
    newOffer: paths.newPost('offer'),
  });
}

export function dashboardRoutes(deps: DashboardDeps): Route[] {
  return [get(paths.dashboard(), signedIn, (request) => dashboard(deps, request))];
}
