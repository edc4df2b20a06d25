import type { EntityManager } from 'typeorm';
import type { Recipient } from '../../mail/outbox.repository.ts';
import { isId } from '../../kernel/ids.ts';
import type { PostReport } from './report.ts';
import { PostReportSchema } from './report.schema.ts';

/** A new report, unless the same submit has stored it before: false then. */
export async function insertReport(manager: EntityManager, report: PostReport): Promise<boolean> {
  const done = await manager.createQueryBuilder().insert().into<PostReport>(PostReportSchema).values(report).orIgnore().returning('id').execute();
  return (done.raw as unknown[]).length > 0;
}

/** The report, and nobody else answers it until the transaction ends; null when there is none. */
export async function lockReport(manager: EntityManager, id: string): Promise<PostReport | null> {
  if (!isId(id)) return null;
  return manager.findOne<PostReport>(PostReportSchema, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

type Answer = Required<Pick<PostReport, 'verdict' | 'answer' | 'answeredBy' | 'answeredAt'>>;

/** Writes the answer to a report, or to every open one of its post; returns those that were answered by it. */
export async function answerReports(manager: EntityManager, of: { id: string } | { postId: string }, answer: Answer): Promise<PostReport[]> {
  const open = await manager.find<PostReport>(PostReportSchema, { where: of, lock: { mode: 'pessimistic_write' }, order: { createdAt: 'ASC' } });
  const answered = open.filter(({ verdict }) => verdict === null);
  for (const { id } of answered) await manager.update<PostReport>(PostReportSchema, { id }, answer);
  return answered;
}

/** Who reported, when there is an address to answer to. */
export async function reporterOf(manager: EntityManager, { personId, address, language }: PostReport): Promise<Recipient | null> {
  if (personId === null) return address === null ? null : { personId: null, name: '', address, language };
  const [row] = await manager.query<Recipient[]>(
    `SELECT id AS "personId", name, email AS address, language FROM person WHERE id = $1 AND state = 'active'`, [personId]);
  return row ?? null;
}
