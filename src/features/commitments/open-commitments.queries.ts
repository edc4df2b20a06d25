import type { EntityManager } from 'typeorm';
import type { Post } from '../posts/index.ts';
import { readCommitments, type Stored } from './commitment-records.queries.ts';

const OPEN = `c.state IN ('proposed','accepted','in-production','partly-sent','sent')`;

/** What is proposed for or promised to a need, or from an offer, and not over. */
export const openCommitments = (manager: EntityManager, { id, kind }: Pick<Post, 'id' | 'kind'>): Promise<Stored[]> =>
  readCommitments(manager, `${kind === 'need' ? 'c.need_id' : 'c.offer_id'} = $1 AND ${OPEN}`, [id]);
