import { DomainError, isDomainError, type FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { actsForOrganisation } from '../../web/policies.ts';
import { get, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { mayManage, type Post, type Typed } from '../posts/index.ts';
import { isLive } from './commitment.ts';
import type { CommitmentRoutesDeps } from './commitment-routes-deps.ts';
import type { ListedCommitment } from './commitments.queries.ts';
import { endPost } from './end-post.command.ts';
import type { PostEnding } from './ending.ts';
import { endingForm } from './ending.form.ts';
import { endingView } from './ending.view.ts';
import { faultText } from './form-field.view.ts';

type Deps = Pick<CommitmentRoutesDeps, 'commands' | 'commitments' | 'posts'>;
type Way = PostEnding['way'];
type Decisions = Pick<PostEnding, 'reason' | 'fates' | 'proposals'>;

async function ownPost(deps: Deps, { actor, params }: PageRequest): Promise<Post> {
  const found = await deps.posts.get(actor, params['id'] ?? '');
  if (!mayManage(actor, found)) throw new DomainError('not-found', 'errors.not-found');
  return found;
}

const isOpen = ({ commitment }: ListedCommitment): boolean => commitment.state === 'proposed' || isLive(commitment);

interface Shown {
  typed: Typed;
  errors: FieldErrors;
  problem: string | null;
  status: number;
}

async function show(deps: Deps, request: PageRequest, way: Way, found: Post, shown: Shown): Promise<Reply> {
  const { actor, t, lang } = request;
  const open = (await deps.commitments.ofPost(actor, found.id)).filter(isOpen);
  const { status, ...rest } = shown;
  return page('commitments/ending', endingView({ reader: { t, lang }, way, post: found, open, ...rest }), { status });
}

/* Closing short asks about proposals alone. */
const decided = (way: Way, { reason, fates, proposals }: Decisions): Decisions =>
  way === 'closure' ? { reason, fates: new Map(), proposals: proposals ?? 'keep' } : { reason, fates, proposals: null };

async function act(deps: Deps, request: PageRequest, way: Way): Promise<Reply> {
  const { actor, t, lang } = request;
  const found = await ownPost(deps, request);
  const { typed, result } = endingForm(request.body);
  if ('errors' in result) return show(deps, request, way, found, { typed, errors: result.errors, problem: null, status: 422 });
  try {
    const { ended } = await endPost(deps.commands, actor, { ...decided(way, result.input), postId: found.id, way });
    const told = ended > 0 ? ` ${t('post-ending.told', { ended })}` : '';
    return redirect(paths.post(found.id), { kind: 'success', text: t(`post.${way}.done`) + told });
  } catch (error) {
    if (isDomainError(error, 'invalid')) return show(deps, request, way, found, { typed, errors: error.fields, problem: null, status: 422 });
    if (!isDomainError(error, 'conflict')) throw error;
    return show(deps, request, way, found, { typed, errors: {}, problem: faultText({ t, lang }, error), status: 409 });
  }
}

/** Taking a post off the board and closing a need short, each with what becomes of its commitments. */
export function endingRoutes(deps: Deps): Route[] {
  const fresh: Shown = { typed: {}, errors: {}, problem: null, status: 200 };
  const both = (path: string, way: Way): Route[] => [
    get(path, actsForOrganisation, async (request) => show(deps, request, way, await ownPost(deps, request), fresh)),
    post(path, actsForOrganisation, (request) => act(deps, request, way)),
  ];
  return [...both(paths.postWithdrawal(':id'), 'withdrawal'), ...both(paths.postClosure(':id'), 'closure')];
}
