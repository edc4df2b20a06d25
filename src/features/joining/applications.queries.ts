import type { DataSource } from 'typeorm';
import { isOffice, type Actor } from '../../kernel/actor.ts';
import { isId } from '../../kernel/ids.ts';
import type { Organisation } from '../organisations/index.ts';
import type { Application } from './application.ts';
import type { Mode } from './recommendation.ts';
import { modeOf } from './settings.repository.ts';

/** How one member answered. */
export interface RecommendationRow {
  organisationId: string;
  name: string;
  answer: 'yes' | 'no' | null;
  answeredAt: Date | null;
  note: string | null;
  person: string | null;
}

/** Everything the office decides on. */
export interface ApplicationDetail extends Omit<Application, 'organisationId'> {
  organisation: Organisation;
  recommendations: RecommendationRow[];
  posts: { id: string; title: string; kind: 'need' | 'offer' }[];
  /** Earlier ones of the same organisation or number, newest first. */
  earlier: { id: string; state: string; decidedAt: Date | null; reason: string | null }[];
  decider: string | null;
}

export interface ApplicationQueries {
  /** Null for an absent one, for one that nobody confirmed, and for everybody but the office. */
  find(actor: Actor, id: string): Promise<ApplicationDetail | null>;
  /** Approved members, by name: whom an applicant may name. */
  members(): Promise<{ id: string; name: string }[]>;
  mode(): Promise<Mode>;
}

const RECOMMENDATIONS = `
  SELECT r.organisation_id AS "organisationId", o.name, r.answer, r.answered_at AS "answeredAt", r.note, p.name AS person
  FROM recommendation r JOIN organisation o ON o.id = r.organisation_id LEFT JOIN person p ON p.id = r.person_id
  WHERE r.application_id = $1 ORDER BY r.asked_at, o.name`;

const EARLIER = `
  SELECT b.id, b.state, b.decided_at AS "decidedAt", b.reason FROM application b JOIN organisation o ON o.id = b.organisation_id
  WHERE b.id <> $1 AND b.state <> 'unverified' AND (o.id = $2 OR o.nip = $3 OR o.regon = $4) ORDER BY b.created_at DESC LIMIT 20`;

export function applicationQueries(dataSource: DataSource): ApplicationQueries {
  const { manager } = dataSource;
  const recommendations = (id: string) => dataSource.query<RecommendationRow[]>(RECOMMENDATIONS, [id]);
  const detail = async (application: Application): Promise<ApplicationDetail | null> => {
    const organisation = await manager.findOneBy<Organisation>('organisation', { id: application.organisationId ?? '' });
    if (!organisation) return null;
    const [answers, posts, earlier, deciders] = await Promise.all([
      recommendations(application.id),
      dataSource.query<ApplicationDetail['posts']>(
        `SELECT id, title, kind FROM post WHERE organisation_id = $1 AND state = 'in-review' ORDER BY created_at LIMIT 50`, [organisation.id]),
      dataSource.query<ApplicationDetail['earlier']>(EARLIER, [application.id, organisation.id, organisation.nip, organisation.regon]),
      dataSource.query<{ name: string }[]>('SELECT name FROM person WHERE id = $1', [application.decidedBy]),
    ]);
    return { ...application, organisation, recommendations: answers, posts, earlier, decider: deciders[0]?.name ?? null };
  };
  return {
    async find(actor, id) {
      if (!isOffice(actor) || !isId(id)) return null;
      const found = await manager.findOneBy<Application>('application', { id });
      return found && found.state !== 'unverified' ? detail(found) : null;
    },
    members: () => dataSource.query(`SELECT id, name FROM organisation WHERE membership = 'approved' AND kind <> 'office' ORDER BY name`),
    mode: () => modeOf(manager),
  };
}
