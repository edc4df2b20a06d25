import { DomainError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { today } from '../../kernel/dates.ts';
import { paths } from '../../paths.ts';
import { anyone } from '../../web/policies.ts';
import { get, page, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import type { BoardDeps } from './board.routes.ts';
import { organisationPageView } from './organisation-page.view.ts';
import { postRowView } from './post-row.view.ts';

async function organisationPage(deps: BoardDeps, request: PageRequest): Promise<Reply> {
  const { actor, t, lang } = request;
  const id = request.params['id'];
  const organisation = isId(id) ? await deps.organisations.find(id) : null;
  if (!organisation) throw new DomainError('not-found', 'errors.not-found');
  const day = today(deps.clock.now());
  const [certificates, published] = await Promise.all([
    deps.organisations.certificates(organisation.id), deps.posts.ofOrganisation(actor, organisation.id),
  ]);
  const current = published.filter(({ endsOn }) => endsOn === null || endsOn >= day);
  const figures = await deps.figures.needFigures(current.filter(({ kind }) => kind === 'need').map((row) => row.id));
  const reader = { t, lang, from: null, runs: (text: string) => [{ text, hit: false }] };
  const rows = current.map((row) => ({ ...postRowView(row, figures.get(row.id), reader), organisation: null }));
  const { vocabulary, baseUrl } = deps;
  return page('board/organisation', organisationPageView({ request, organisation, certificates, rows, vocabulary, baseUrl, today: day }));
}

/** What everybody may know of an organisation: what it can do, what was checked, what it posts. Never people. */
export const organisationPageRoutes = (deps: BoardDeps): Route[] => [
  get(paths.organisation(':id'), anyone, (request) => organisationPage(deps, request)),
];
