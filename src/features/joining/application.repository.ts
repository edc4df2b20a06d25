import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { ApplicationSchema, RecommendationSchema } from './application.schema.ts';
import type { Application } from './application.ts';
import type { Recommendation } from './recommendation.ts';

/** The write side of applications and of what members say about them. */
export interface ApplicationRepository {
  /** False when the same form had been sent before. */
  insertOnce(application: Application): Promise<boolean>;
  /** Locked until the end of the transaction. @throws DomainError not-found */
  lock(id: string): Promise<Application>;
  /** The newest one of an organisation, locked. */
  lockLatestOf(organisationId: string): Promise<Application | null>;
  update(application: Application): Promise<void>;
  ask(recommendation: Recommendation): Promise<void>;
  asked(applicationId: string): Promise<Recommendation[]>;
  lockRecommendation(id: string): Promise<Recommendation>;
  answer(recommendation: Recommendation): Promise<void>;
}

const absent = (): never => {
  throw new DomainError('not-found', 'errors.not-found');
};

export function applicationRepository(manager: EntityManager): ApplicationRepository {
  const lock = { mode: 'pessimistic_write' as const };
  return {
    async insertOnce(application) {
      const done = await manager.createQueryBuilder().insert().into<Application>(ApplicationSchema).values(application).orIgnore()
        .returning('id').execute();
      return (done.raw as unknown[]).length === 1;
    },
    lock: async (id) => (isId(id) && (await manager.findOne<Application>(ApplicationSchema, { where: { id }, lock }))) || absent(),
    lockLatestOf: (organisationId) =>
      manager.findOne<Application>(ApplicationSchema, { where: { organisationId }, order: { createdAt: 'DESC' }, lock }),
    async update({ id, ...columns }) {
      await manager.update<Application>(ApplicationSchema, { id }, columns);
    },
    ask: async (recommendation) => void (await manager.insert<Recommendation>(RecommendationSchema, recommendation)),
    asked: (applicationId) =>
      manager.find<Recommendation>(RecommendationSchema, { where: { applicationId }, order: { askedAt: 'ASC', id: 'ASC' } }),
    lockRecommendation: async (id) =>
      (isId(id) && (await manager.findOne<Recommendation>(RecommendationSchema, { where: { id }, lock }))) || absent(),
    async answer({ id, answer, answeredAt, note, personId }) {
      await manager.update<Recommendation>(RecommendationSchema, { id }, { answer, answeredAt, note, personId });
    },
  };
}
