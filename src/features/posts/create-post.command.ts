import { organisationOf, personOf, type Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../db/unit-of-work.ts';
import { announceNew, mustBeAllowedToPost, recordPost, type PostCommandDeps } from './post-commands.ts';
import { mayPostFor, needsReview } from './post.policy.ts';
import { postRepository } from './post.repository.ts';
import { publish, type Post, type PostContent, type PostKind } from './post.ts';
import { understand } from './understanding.ts';

export interface CreatePost {
  kind: PostKind;
  content: PostContent;
  audience: readonly string[];
  /** For whom; the own organisation when null. */
  organisationId: string | null;
  /** Null only for imports, which bring their own ids. */
  submissionKey: string | null;
  digest: string;
  intent: 'publish' | 'draft';
}

/** The post made earlier with the same key: the same submit again, or (conflict) another text under a used key. */
async function repeated(work: Work, input: CreatePost, organisationId: string): Promise<Post | null> {
  if (!input.submissionKey) return null;
  // Two copies of one submit at the same moment: the second waits here until the first has ended.
  await work.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [input.submissionKey]);
  const earlier = await postRepository(work.manager).findBySubmission(input.submissionKey);
  const same = earlier?.submissionDigest === input.digest && earlier.organisationId === organisationId;
  if (earlier && !same) throw new DomainError('conflict', 'post.key-used');
  return earlier;
}

/** The post as it begins, before anybody but its author can see it. */
export function draftOf(actor: Actor, input: CreatePost, organisationId: string, { analyser }: Pick<PostCommandDeps, 'analyser'>, now: Date): Post {
  return {
    ...input.content,
    ...understand(analyser, input.content),
    id: newId(),
    kind: input.kind,
    organisationId,
    authorId: personOf(actor),
    state: 'draft',
    stateReason: null,
    endsOn: null,
    publishedAt: null,
    endedAt: null,
    createdAt: now,
    updatedAt: now,
    version: 1,
    submissionKey: input.submissionKey,
    submissionDigest: input.digest,
  };
}

async function create(deps: PostCommandDeps, work: Work, actor: Actor, input: CreatePost): Promise<Post> {
  const organisationId = input.organisationId ?? organisationOf(actor);
  if (!organisationId || !mayPostFor(actor, organisationId)) throw new DomainError('not-allowed', 'post.not-your-organisation');
  const earlier = await repeated(work, input, organisationId);
  if (earlier) return earlier;
  await mustBeAllowedToPost(work, organisationId);
  const draft = draftOf(actor, input, organisationId, deps, work.now);
  const post = input.intent === 'draft' ? draft : publish(draft, work.now, needsReview(actor));
  await postRepository(work.manager).insert(post, input.audience);
  await recordPost(work, actor, post, post.state === 'draft' ? 'post.drafted' : post.state === 'in-review' ? 'post.submitted' : 'post.published');
  await announceNew(deps, work, post);
  return post;
}

/**
 * Stores a new post and, unless it is a draft, publishes it or puts it before the office. The same submit again
 * returns the post that the first one made.
 * @throws DomainError not-allowed for somebody else's organisation, conflict for a used submission key
 */
export function createPost(deps: PostCommandDeps, actor: Actor, input: CreatePost): Promise<Post> {
  return deps.uow.run((work) => create(deps, work, actor, input));
}

/** As `createPost`, for a list of posts in one transaction: all of them or none. */
export function createPosts(deps: PostCommandDeps, actor: Actor, inputs: readonly CreatePost[]): Promise<Post[]> {
  return deps.uow.run(async (work) => {
    const made: Post[] = [];
    // One after the other: the keys are locked in the same order by everybody.
    for (const input of inputs) made.push(await create(deps, work, actor, input));
    return made;
  });
}
