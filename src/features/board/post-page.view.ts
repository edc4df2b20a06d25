import { isOffice, organisationOf } from '../../kernel/actor.ts';
import { toDecimal } from '../../kernel/quantity.ts';
import { paths } from '../../paths.ts';
import { counted } from '../../templates/counted.ts';
import type { PageRequest } from '../../web/route.ts';
import type { ActivityRow } from '../activity/index.ts';
import { attachmentsView, type AttachedFile } from '../attachments/index.ts';
import { coverageBar, freeSaid, type NeedFigures, type OfferFigures, type RemainderButton } from '../commitments/index.ts';
import { reviewForms, trailRow, type FailedReview, type MailTrailRow } from '../desk/index.ts';
import type { MatchRow } from '../matches/index.ts';
import type { PublicOrganisation } from '../organisations/index.ts';
import { isEditable, mayManage, postFacts, type Post } from '../posts/index.ts';
import { badgeView } from '../profiles/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import { matchRowView } from './match-row.view.ts';
import { postStateMark } from './post-state.view.ts';
import { timelineView } from './timeline.view.ts';

export interface PostPageInput {
  request: PageRequest;
  post: Post;
  organisation: PublicOrganisation | null;
  figures: NeedFigures | undefined;
  offerFigures: OfferFigures | undefined;
  matches: readonly MatchRow[];
  /** What fits is being looked for. */
  looking: boolean;
  /** Organisations that were written to about it. */
  told: number;
  activity: readonly ActivityRow[];
  attached: readonly AttachedFile[];
  /** A decision of the office that was not taken a moment ago. */
  failedReview: FailedReview | null;
  /** For the office only. */
  mails: readonly MailTrailRow[];
  commitments: readonly object[];
  /** The button of a firm that may supply everything that is open. */
  remainder: RemainderButton | null;
  vocabulary: Vocabulary;
}

const mayClose = ({ kind, state }: Post): boolean => kind === 'need' && (state === 'published' || state === 'expired');

/** What the reader can do with the post now; the first one is the main thing. */
function actionsOf({ request, post }: PostPageInput) {
  const { t, actor } = request;
  const own = organisationOf(actor) === post.organisationId;
  const actions: { href: string; label: string; primary: boolean }[] = [];
  const add = (href: string, key: string, primary = false) => actions.push({ href, label: t(`post-page.${key}`), primary });
  if (post.state === 'published' && post.kind === 'need') {
    if (!own) add(paths.newProposal(post.id), 'propose', true);
    if (own || isOffice(actor)) add(paths.newRequest(post.id), 'ask', own);
  }
  if (!mayManage(actor, post)) return actions;
  if (isEditable(post)) {
    add(paths.editPost(post.id), 'edit');
    actions.push({ href: paths.postFiles(post.id), label: t('attachment.manage'), primary: false });
  }
  if (mayClose(post)) add(paths.postClosure(post.id), 'close');
  if (isEditable(post)) add(paths.postWithdrawal(post.id), 'withdraw');
  return actions;
}

function stateOf({ request, post }: PostPageInput) {
  const { t } = request;
  if (post.state === 'published') return null;
  return { ...postStateMark(t, post.state), reason: mayManage(request.actor, post) ? post.stateReason : null };
}

function stockOf({ request, post, offerFigures }: PostPageInput): string | null {
  if (!offerFigures) return null;
  const amount = (q: OfferFigures['free']) => counted(request, toDecimal(q), post.unit);
  return request.t('post-page.stock', {
    free: amount(freeSaid(post, offerFigures.free)), promised: amount(offerFigures.promised), partly: offerFigures.partlyPromised ? 'yes' : 'no',
  });
}

function ownerOf({ request, organisation }: PostPageInput) {
  return organisation && {
    id: organisation.id, name: organisation.name, href: paths.organisation(organisation.id), verified: badgeView(organisation, request) !== null,
  };
}

const publishOf = ({ id, state }: Post, own: boolean) => (state === 'draft' && own ? { action: paths.postPublication(id) } : null);

/* Nothing more is looked for when all of a need is promised. */
function matchesOf({ request, post, figures, commitments, matches, looking, told, vocabulary }: PostPageInput, own: boolean) {
  return {
    showMatches: own && post.state === 'published' && figures?.covered !== true,
    noMatches: request.t(`post-page.no-${commitments.length > 0 ? 'more' : 'matches'}-${post.kind}`),
    told: told > 0 ? request.t('post-page.told', { count: told }) : null,
    lookAgain: looking ? paths.post(post.id) : null,
    matches: matches.map((row) => matchRowView(row, request, vocabulary, post.kind)),
  };
}

/** Exactly what `views/board/post.hbs` prints. */
export function postPageView(input: PostPageInput) {
  const { request, post, figures, vocabulary } = input;
  const { t, lang, actor } = request;
  const own = mayManage(actor, post);
  return {
    title: post.title,
    contentLang: post.language === lang ? null : post.language,
    description: post.description.slice(0, 160),
    kind: post.kind,
    urgent: post.urgent && post.state === 'published' ? t('post.urgent') : null,
    state: stateOf(input),
    organisation: ownerOf(input),
    paragraphs: post.description.split(/\n{2,}/).filter(Boolean),
    facts: postFacts({ t, lang, kind: post.kind, content: post, concepts: post.concepts, vocabulary }),
    attachments: attachmentsView(input.attached, post, request),
    coverage: figures ? coverageBar({ t, lang }, figures, post.unit, post.id) : null,
    stock: stockOf(input),
    actions: actionsOf(input),
    publish: publishOf(post, own),
    review: reviewForms(request, post, input.failedReview),
    ...matchesOf(input, own),
    commitments: input.commitments,
    remainder: input.remainder,
    timeline: timelineView(input.activity, post.unit, { t, lang, actor, own }),
    mails: input.mails.map((mail) => trailRow(request, mail)),
    showMails: isOffice(actor),
    report: post.state === 'published' && !own ? paths.postReport(post.id) : null,
  };
}
