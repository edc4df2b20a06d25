import { In, type EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import type { Actor } from '../../kernel/actor.ts';
import { mayRead } from './post.policy.ts';
import type { Post, PostState } from './post.ts';
import { PostSchema } from './post.schema.ts';

/** The write side of posts: loads through the actor, so that a foreign post is not found. */
export interface PostRepository {
  /** @throws DomainError not-found for absent and for invisible posts alike. */
  get(actor: Actor, id: string): Promise<Post>;
  /** The same, and nobody else changes it until this transaction ends. */
  lock(actor: Actor, id: string): Promise<Post>;
  /** The posts of an organisation in these states, locked, in a fixed order so that nobody waits crosswise. */
  lockOf(organisationId: string, states: readonly PostState[]): Promise<Post[]>;
  findBySubmission(key: string): Promise<Post | null>;
  insert(post: Post, audience?: readonly string[]): Promise<void>;
  /**
   * Writes the post if it still has the version it was read with; returns it with the next version.
   * @throws DomainError conflict when somebody else was faster.
   */
  update(post: Post, audience?: readonly string[]): Promise<Post>;
  audience(id: string): Promise<string[]>;
}

async function audienceOf(manager: EntityManager, id: string): Promise<string[]> {
  const rows = await manager.query<{ organisation_id: string }[]>(`SELECT organisation_id FROM post_audience WHERE post_id = $1`, [id]);
  return rows.map(({ organisation_id: organisation }) => organisation);
}

async function isVisible(manager: EntityManager, actor: Actor, post: Post): Promise<boolean> {
  return mayRead(actor, post, post.visibility === 'chosen' ? await audienceOf(manager, post.id) : []);
}

/** The post, if there is one and the actor may read it. @throws DomainError not-found */
export async function ifVisible(manager: EntityManager, actor: Actor, post: Post | null): Promise<Post> {
  if (!post || !(await isVisible(manager, actor, post))) throw new DomainError('not-found', 'errors.not-found');
  return { ...post };
}

async function load(manager: EntityManager, actor: Actor, id: string, lock: boolean): Promise<Post> {
  const post = isId(id)
    ? await manager.findOne<Post>(PostSchema, { where: { id }, ...(lock ? { lock: { mode: 'pessimistic_write' as const } } : {}) })
    : null;
  return ifVisible(manager, actor, post);
}

async function writeAudience(manager: EntityManager, id: string, audience: readonly string[]): Promise<void> {
  await manager.query(`DELETE FROM post_audience WHERE post_id = $1`, [id]);
  await manager.query(
    `INSERT INTO post_audience (post_id, organisation_id) SELECT $1, id FROM organisation WHERE id = ANY($2::uuid[])`,
    [id, audience],
  );
}

export function postRepository(manager: EntityManager): PostRepository {
  return {
    get: (actor, id) => load(manager, actor, id, false),
    lock: (actor, id) => load(manager, actor, id, true),
    async lockOf(organisationId, states) {
      const where = { organisationId, state: In([...states]) };
      const found = await manager.find<Post>(PostSchema, { where, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
      return found.map((post) => ({ ...post }));
    },
    findBySubmission: (key) => manager.findOneBy<Post>(PostSchema, { submissionKey: key }),
    async insert(post, audience) {
      await manager.insert<Post>(PostSchema, post);
      if (audience) await writeAudience(manager, post.id, audience);
    },
    async update(post, audience) {
      const { id, version, ...columns } = post;
      const done = await manager.update<Post>(PostSchema, { id, version }, { ...columns, version: version + 1 });
      if (done.affected !== 1) throw new DomainError('conflict', 'post.changed-meanwhile');
      if (audience) await writeAudience(manager, id, audience);
      return { ...post, version: version + 1 };
    },
    audience: (id) => audienceOf(manager, id),
  };
}
