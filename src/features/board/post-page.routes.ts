import { isOffice } from '../../kernel/actor.ts';
import { today } from '../../kernel/dates.ts';
import { newId } from '../../kernel/ids.ts';
import { paths } from '../../paths.ts';
import { anyone } from '../../web/policies.ts';
import { get, page, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import type { ActivityQueries } from '../activity/index.ts';
import type { AttachmentQueries } from '../attachments/index.ts';
import { commitmentRow, remainderButton, type CommitmentQueries } from '../commitments/index.ts';
import type { DeskQueries } from '../desk/index.ts';
import type { MatchQueries } from '../matches/index.ts';
import { mayManage } from '../posts/index.ts';
import type { BoardDeps } from './board.routes.ts';
import { organisationPageRoutes } from './organisation-page.routes.ts';
import { postMeta } from './post-meta.view.ts';
import { postPageView } from './post-page.view.ts';

export interface PostPageDeps extends BoardDeps {
  matches: MatchQueries;
  commitments: CommitmentQueries;
  activity: ActivityQueries;
  desk: DeskQueries;
  attachments: AttachmentQueries;
}

const MATCHES_SHOWN = 20;

async function postPage(deps: PostPageDeps, request: PageRequest): Promise<Reply> {
  const { actor, params } = request;
  const post = await deps.posts.get(actor, params['id'] ?? '');
  const own = mayManage(actor, post);
  const isNeed = post.kind === 'need';
  const [organisation, needs, offers, matches, activity, mails, commitments, remainder, attached] = await Promise.all([
    deps.organisations.find(post.organisationId),
    isNeed ? deps.figures.needFigures([post.id]) : null,
    isNeed ? null : deps.figures.offerFigures([post.id], deps.clock.now()),
    own ? deps.matches.ofPost(actor, post.id, MATCHES_SHOWN) : [],
    deps.activity.ofPost(post.id),
    isOffice(actor) ? deps.desk.mails.ofPost(post.id) : [],
    deps.commitments.ofPost(actor, post.id),
    deps.commitments.remainder(actor, post, deps.clock.now()),
    deps.attachments.ofPost(post.id),
  ]);
  const { vocabulary, baseUrl } = deps;
  const meta = postMeta({ request, post, organisation, vocabulary, baseUrl, today: today(deps.clock.now()) });
  return page('board/post', { meta, ...postPageView({
    request, post, organisation, matches, activity, mails, attached,
    figures: needs?.get(post.id),
    offerFigures: offers?.get(post.id),
    commitments: commitments.map((listed) => {
      const row = commitmentRow(request, listed);
      // On the need's own page its title says nothing: the firm does.
      return isNeed ? { ...row, title: row.supplier, supplier: null } : row;
    }),
    remainder: remainder && remainderButton(request, post.id, remainder, newId()),
    vocabulary,
  }) });
}

export function postPageRoutes(deps: PostPageDeps): Route[] {
  return [
    get(paths.post(':id'), anyone, (request) => postPage(deps, request)),
    ...organisationPageRoutes(deps),
  ];
}
