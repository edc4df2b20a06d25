import type { EntityManager } from 'typeorm';
import { isOffice, organisationOf, type Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { isId, newId } from '../../kernel/ids.ts';
import { PostSchema, type Post } from '../posts/index.ts';
import { readCommitments, type Stored } from './commitment-records.queries.ts';
import { CommitmentSchema, DeliverySchema, ReceiptSchema } from './commitment.schema.ts';
import type { CommitmentRow, DeliveryRow, ReceiptRow } from './commitment.schema.ts';
import type { Commitment, Delivery } from './commitment.ts';

/** What a submit brings besides the commitment: its key and a digest of everything typed. */
export interface Submission {
  key: string | null;
  digest: string;
}

/** The write side of commitments: the people of both sides and the office find them, for everybody else they are not there. */
export interface CommitmentRepository {
  /** @throws DomainError not-found */
  get(actor: Actor, id: string): Promise<Stored>;
  /** The same as it is now, and nobody else changes it until this transaction ends. */
  lock(actor: Actor, id: string): Promise<Stored>;
  /** Needs and offers, always locked in the order of their ids, so that two acceptances wait instead of deadlocking. */
  lockPosts(ids: readonly (string | null)[]): Promise<Map<string, Post>>;
  /**
   * What an earlier submit with this key made; copies of one submit wait here for the first.
   * @throws DomainError conflict `commitment.key-used` when the key came with another content
   */
  submitted(submission: Submission): Promise<Stored | null>;
  insert(commitment: Commitment, note: string | null, submission: Submission, now: Date): Promise<Stored>;
  /**
   * Writes what changed, if the commitment still has the version it was read with: new deliveries and receipts are added,
   * earlier ones stay. @throws DomainError conflict `commitment.changed-meanwhile`
   */
  update(stored: Stored, after: Commitment, now: Date, deliveryKey?: string | null): Promise<Stored>;
  /** The delivery made by this key, if any: the same parcel announced again. */
  deliveredBy(key: string): Promise<{ commitmentId: string; deliveryId: string } | null>;
  /** True when this person has already done one of these to the version with that number, asking for the same. */
  hasDone(id: string, personId: string | null, press: { actions: readonly string[]; seen: number; asked: string }): Promise<boolean>;
  /** Nobody is reminded of it again. */
  reminded(id: string): Promise<void>;
}

const missing = (): DomainError => new DomainError('not-found', 'errors.not-found');

async function load(manager: EntityManager, actor: Actor, id: string, lock: boolean): Promise<Stored> {
  if (!isId(id)) throw missing();
  // Two statements: the second sees what was written while the first waited.
  if (lock) await manager.query(`SELECT 1 FROM commitment WHERE id = $1 FOR UPDATE`, [id]);
  const [found] = await readCommitments(manager, 'c.id = $1 AND ($2 OR c.supplier_id = $3 OR c.owner_id = $3)',
    [id, isOffice(actor), organisationOf(actor)]);
  if (!found) throw missing();
  return found;
}

async function lockPosts(manager: EntityManager, ids: readonly (string | null)[]): Promise<Map<string, Post>> {
  const posts = await manager
    .createQueryBuilder<Post>(PostSchema, 'post')
    .where('post.id = ANY(:ids)', { ids: ids.filter((id) => id !== null) })
    .orderBy('post.id')
    .setLock('pessimistic_write')
    .getMany();
  return new Map(posts.map((post) => [post.id, { ...post }]));
}

async function submitted(manager: EntityManager, { key, digest }: Submission): Promise<Stored | null> {
  if (!key) return null;
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [key]);
  const earlier = await manager.findOneBy<CommitmentRow>(CommitmentSchema, { submissionKey: key });
  if (!earlier) return null;
  if (earlier.submissionDigest !== digest) throw new DomainError('conflict', 'commitment.key-used');
  return (await readCommitments(manager, 'c.id = $1', [earlier.id]))[0] ?? null;
}

const columnsOf = ({ by, deliveries: _, ...columns }: Commitment) => ({ ...columns, promisedBy: by });

async function addDelivery(
  manager: EntityManager, commitmentId: string, delivery: Delivery, number: number, now: Date, submissionKey: string | null,
): Promise<void> {
  const { on, receipts: _, ...columns } = delivery;
  await manager.insert<DeliveryRow>(DeliverySchema, { ...columns, sentOn: on, commitmentId, number, createdAt: now, submissionKey });
}

async function addReceipts(manager: EntityManager, before: Delivery | undefined, delivery: Delivery): Promise<void> {
  const known = before?.receipts.length ?? 0;
  for (const [at, { on, by, ...receipt }] of delivery.receipts.entries()) {
    if (at < known) continue;
    const row = { ...receipt, id: newId(), deliveryId: delivery.id, number: at + 1, receivedOn: on, receivedBy: by };
    await manager.insert<ReceiptRow>(ReceiptSchema, row);
  }
}

async function update(manager: EntityManager, stored: Stored, after: Commitment, now: Date, deliveryKey: string | null): Promise<Stored> {
  const { id, ...columns } = columnsOf(after);
  const version = stored.version + 1;
  const done = await manager.update<CommitmentRow>(CommitmentSchema, { id, version: stored.version }, { ...columns, updatedAt: now, version });
  if (done.affected !== 1) throw new DomainError('conflict', 'commitment.changed-meanwhile');
  for (const [at, delivery] of after.deliveries.entries()) {
    const before = stored.commitment.deliveries[at];
    if (!before) await addDelivery(manager, id, delivery, at + 1, now, deliveryKey);
    await addReceipts(manager, before, delivery);
  }
  return { ...stored, commitment: after, version };
}

export function commitmentRepository(manager: EntityManager): CommitmentRepository {
  return {
    get: (actor, id) => load(manager, actor, id, false),
    lock: (actor, id) => load(manager, actor, id, true),
    lockPosts: (ids) => lockPosts(manager, ids),
    submitted: (submission) => submitted(manager, submission),
    async insert(commitment, note, submission, now) {
      await manager.insert<CommitmentRow>(CommitmentSchema, {
        ...columnsOf(commitment), note, createdAt: now, updatedAt: now, version: 1,
        submissionKey: submission.key, submissionDigest: submission.digest,
      });
      return { commitment, note, version: 1, createdAt: now };
    },
    update: (stored, after, now, deliveryKey = null) => update(manager, stored, after, now, deliveryKey),
    async deliveredBy(key) {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [key]);
      const found = await manager.findOneBy<DeliveryRow>(DeliverySchema, { submissionKey: key });
      return found && { commitmentId: found.commitmentId, deliveryId: found.id };
    },
    async hasDone(id, personId, { actions, seen, asked }) {
      const rows = await manager.query<unknown[]>(
        `SELECT 1 FROM activity WHERE commitment_id = $1 AND person_id = $2 AND action = ANY($3) AND data->>'seen' = $4
           AND data->>'asked' = $5 LIMIT 1`, [id, personId, actions, String(seen), asked]);
      return rows.length > 0;
    },
    async reminded(id) {
      await manager.query(`UPDATE commitment SET remind_at = NULL WHERE id = $1`, [id]);
    },
  };
}
