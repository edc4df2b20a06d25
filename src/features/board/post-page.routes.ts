import { isOffice } from '../../kernel/actor.ts';
import { today } from '../../kernel/dates.ts';
import { newId } from '../../kernel/ids.ts';
import { ZERO } from '../../kernel/quantity.ts';
import { paths } from '../../paths.ts';
import { anyone } from '../../web/policies.ts';
import { get, page, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import type { ActivityQueries } from '../activity/index.ts';
import type { ToldOrganisations } from '../alerts/index.ts';
import type { AttachmentQueries } from '../attachments/index.ts';
import {
  commitmentRow, figuresFrom, remainderButton, type CommitmentQueries, type NeedFigures, type NeedSums, type OfferFigures,
} from '../commitments/index.ts';
import { failedReviewAt, type DeskQueries, type FailedReview } from '../desk/index.ts';
import type { MatchQueries } from '../matches/index.ts';
import { mayManage, type Post } from '../posts/index.ts';
import type { BoardDeps } from './board.routes.ts';
import { organisationPageRoutes } from './organisation-page.routes.ts';
import { postMeta } from './post-meta.view.ts';
import { postPageView, type PostPageInput } from './post-page.view.ts';

export interface PostPageDeps extends BoardDeps {
  matches: MatchQueries;
  commitments: CommitmentQueries;
  activity: ActivityQueries;
  desk: DeskQueries;
  attachments: AttachmentQueries;
  told: ToldOrganisations;
}

const MATCHES_SHOWN = 20;

const NOTHING_YET: NeedSums = { proposed: ZERO, promised: ZERO, sent: ZERO, received: ZERO, onTheWay: ZERO };

/* The post may be about to change: what was promised is weighed against what is asked for now. */
const coverageOf = (post: Post, figures: ReadonlyMap<string, NeedFigures>): NeedFigures =>
  figuresFrom(post.quantity ?? ZERO, figures.get(post.id) ?? NOTHING_YET);

/** Of an offer that is not stored yet, everything is free. */
function freeOf(post: Post, figures: ReadonlyMap<string, OfferFigures>): OfferFigures | undefined {
  const stock = post.supplyMode === 'stock' ? post.quantity : null;
  return figures.get(post.id) ?? (stock === null ? undefined : { promised: ZERO, free: stock, partlyPromised: false });
}

/* What fits, for whoever looks after the post, who was told of it, and whether it is still being looked for. */
async function matchesOf(
  { matches, told: toldOf }: PostPageDeps, { actor }: PageRequest, post: Post,
): Promise<Pick<PostPageInput, 'matches' | 'looking' | 'told'>> {
  if (!mayManage(actor, post)) return { matches: [], looking: false, told: 0 };
  const [found, told] = await Promise.all([matches.ofPost(actor, post.id, MATCHES_SHOWN), toldOf(post)]);
  return { matches: found, told, looking: found.length === 0 && post.state === 'published' && (await matches.isLookedFor(post.id)) };
}

async function pageOf(deps: PostPageDeps, request: PageRequest, post: Post, failedReview: FailedReview | null = null) {
  const { actor } = request;
  const isNeed = post.kind === 'need';
  const [organisation, needs, offers, fitting, activity, mails, commitments, remainder, attached] = await Promise.all([
    deps.organisations.find(post.organisationId),
    isNeed ? deps.figures.needFigures([post.id]) : null,
    isNeed ? null : deps.figures.offerFigures([post.id], deps.clock.now()),
    matchesOf(deps, request, post),
    deps.activity.ofPost(post.id),
    isOffice(actor) ? deps.desk.mails.ofPost(post.id) : [],
    deps.commitments.ofPost(actor, post.id),
    deps.commitments.remainder(actor, post, deps.clock.now()),
    deps.attachments.ofPost(post.id),
  ]);
  const view = postPageView({
    request, post, organisation, ...fitting, activity, mails, attached, failedReview,
    figures: needs ? coverageOf(post, needs) : undefined,
    offerFigures: offers ? freeOf(post, offers) : undefined,
    commitments: commitments.map((listed) => {
      const row = commitmentRow(request, listed);
      // On the need's own page its title says nothing: the firm does.
      return isNeed ? { ...row, title: row.supplier, supplier: null } : row;
    }),
    remainder: remainder && remainderButton(request, post.id, remainder, newId()),
    vocabulary: deps.vocabulary,
  });
  return { organisation, view };
}

/** The page of a post as the reader of the request has it, of one that is not stored (as typed) yet too. */
export const showPost = (deps: PostPageDeps) => async (request: PageRequest, post: Post): Promise<object> =>
  (await pageOf(deps, request, post)).view;

/** The page of a post on which the office's decision was not taken: what is wrong stands at its field, what was typed is kept. */
export const showFailedReview = (deps: PostPageDeps) => async (request: PageRequest, failed: FailedReview, status: number): Promise<Reply> => {
  const post = await deps.posts.get(request.actor, failed.id);
  const { view } = await pageOf(deps, request, post, failed);
  return page('board/post', { ...view, errorList: [{ href: failedReviewAt(failed), text: failed.error }], invalid: true }, { status });
};

async function postPage(deps: PostPageDeps, request: PageRequest): Promise<Reply> {
  const post = await deps.posts.get(request.actor, request.params['id'] ?? '');
  const { organisation, view } = await pageOf(deps, request, post);
  const { vocabulary, baseUrl } = deps;
  const meta = postMeta({ request, post, organisation, vocabulary, baseUrl, today: today(deps.clock.now()) });
  return page('board/post', { meta, ...view });
}

export function postPageRoutes(deps: PostPageDeps): Route[] {
  return [
    get(paths.post(':id'), anyone, (request) => postPage(deps, request)),
    ...organisationPageRoutes(deps),
  ];
}
