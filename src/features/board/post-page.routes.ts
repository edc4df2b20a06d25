import { isOffice } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { isId, newId } from '../../kernel/ids.ts';
import { paths } from '../../paths.ts';
import { anyone } from '../../web/policies.ts';
import { get, page, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import type { ActivityQueries } from '../activity/index.ts';
import { commitmentRow, remainderButton, type CommitmentQueries } from '../commitments/index.ts';
import type { DeskQueries } from '../desk/index.ts';
import type { MatchQueries } from '../matches/index.ts';
import { mayManage } from '../posts/index.ts';
import type { BoardDeps } from './board.routes.ts';
import { postPageView } from './post-page.view.ts';
import { postRowView } from './post-row.view.ts';

export interface PostPageDeps extends BoardDeps {
  matches: MatchQueries;
  commitments: CommitmentQueries;
  activity: ActivityQueries;
  desk: DeskQueries;
}

const MATCHES_SHOWN = 20;

async function postPage(deps: PostPageDeps, request: PageRequest): Promise<Reply> {
  const { actor, params } = request;
  const post = await deps.posts.get(actor, params['id'] ?? '');
  const own = mayManage(actor, post);
  const isNeed = post.kind === 'need';
  const [organisation, needs, offers, matches, activity, mails, commitments, remainder] = await Promise.all([
    deps.organisations.find(post.organisationId),
    isNeed ? deps.figures.needFigures([post.id]) : null,
    isNeed ? null : deps.figures.offerFigures([post.id], deps.clock.now()),
    own ? deps.matches.ofPost(actor, post.id, MATCHES_SHOWN) : [],
    deps.activity.ofPost(post.id),
    isOffice(actor) ? deps.desk.mailTrail(post.id) : [],
    deps.commitments.ofPost(actor, post.id),
    deps.commitments.remainder(actor, post, deps.clock.now()),
  ]);
  return page('board/post', postPageView({
    request, post, organisation, matches, activity, mails,
    figures: needs?.get(post.id),
    offerFigures: offers?.get(post.id),
    commitments: commitments.map((listed) => {
      const row = commitmentRow(request, listed);
      // On the need's own page its title says nothing: the firm does.
      return isNeed ? { ...row, title: row.supplier, supplier: null } : row;
    }),
    remainder: remainder && remainderButton(request, post.id, remainder, newId()),
    vocabulary: deps.vocabulary,
  }));
}

async function organisationPage(deps: PostPageDeps, request: PageRequest): Promise<Reply> {
  const { actor, t, lang } = request;
  const id = request.params['id'];
  const found = isId(id) ? await deps.organisations.find(id) : null;
  if (!found) throw new DomainError('not-found', 'errors.not-found');
  const [certificates, rows] = await Promise.all([deps.organisations.certificates(found.id), deps.posts.ofOrganisation(actor, found.id)]);
  const figures = await deps.figures.needFigures(rows.filter(({ kind }) => kind === 'need').map((row) => row.id));
  const reader = { t, lang, from: null, runs: (text: string) => [{ text, hit: false }] };
  return page('board/organisation', {
    title: found.name,
    kindText: t(`organisation-kind.${found.kind}`),
    town: found.townName,
    website: found.website && /^https?:\/\//.test(found.website) ? found.website : null,
    checkedAt: found.checkedAt,
    membership: found.membership === 'approved' ? null : t(`membership.${found.membership}`),
    capabilities: found.capabilities.map((concept) => deps.vocabulary.name(concept, lang)),
    certificates,
    rows: rows.map((row) => postRowView(row, figures.get(row.id), reader)),
  });
}

export function postPageRoutes(deps: PostPageDeps): Route[] {
  return [
    get(paths.post(':id'), anyone, (request) => postPage(deps, request)),
    get(paths.organisation(':id'), anyone, (request) => organisationPage(deps, request)),
  ];
}
