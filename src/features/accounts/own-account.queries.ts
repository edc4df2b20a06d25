import type { DataSource } from 'typeorm';
import type { Clock } from '../../kernel/clock.ts';
import type { Language, OrganisationRole } from '../../kernel/actor.ts';
import { ABSOLUTE_LIMIT, IDLE_LIMIT, type SignIn } from './sign-in.ts';

/** What a person sees of their own account. */
export interface OwnAccount {
  name: string;
  email: string;
  language: Language;
  hasPassword: boolean;
  codes: boolean;
  recoveryCodesLeft: number;
  passkeys: number;
  openSessions: number;
  organisations: { id: string; name: string; role: OrganisationRole; office: boolean }[];
}

const LOG_LENGTH = 20;

/** Reads of somebody's own account; the id is always the reader's. */
export interface OwnAccountQueries {
  account(personId: string): Promise<OwnAccount | null>;
  /** Open sessions, the last used first. */
  sessions(personId: string): Promise<SignIn[]>;
  /** The last twenty tries, failed ones too. */
  log(personId: string): Promise<SignIn[]>;
}

const OPEN = `s.outcome = 'in' AND s.ended_at IS NULL AND s.at > $2 AND s.seen_at > $3`;
const SIGN_IN = `SELECT s.id, s.at, s.how, s.outcome, s.device, s.place, s.seen_at AS "seenAt", (${OPEN}) AS open
  FROM sign_in s WHERE s.person_id = $1`;

export function ownAccountQueries(dataSource: DataSource, clock: Clock): OwnAccountQueries {
  const limits = () => [ABSOLUTE_LIMIT, IDLE_LIMIT].map((limit) => new Date(clock.now().getTime() - limit));
  return {
    async account(personId) {
      const [row] = await dataSource.query<OwnAccount[]>(
        `SELECT p.name, p.email, p.language, p.password_hash IS NOT NULL AS "hasPassword", g.person_id IS NOT NULL AS codes,
                (SELECT count(*)::int FROM recovery_code r WHERE r.person_id = p.id AND r.used_at IS NULL) AS "recoveryCodesLeft",
                (SELECT count(*)::int FROM passkey k WHERE k.person_id = p.id) AS passkeys,
                (SELECT count(*)::int FROM sign_in s WHERE s.person_id = p.id AND ${OPEN}) AS "openSessions",
                COALESCE((SELECT json_agg(json_build_object('id', o.id, 'name', o.name, 'role', m.role, 'office', o.kind = 'office') ORDER BY o.name)
                  FROM membership m JOIN organisation o ON o.id = m.organisation_id WHERE m.person_id = p.id), '[]') AS organisations
         FROM person p LEFT JOIN code_generator g ON g.person_id = p.id AND g.confirmed_at IS NOT NULL WHERE p.id = $1`,
        [personId, ...limits()],
      );
      return row ?? null;
    },
    sessions: (personId) => dataSource.query(`${SIGN_IN} AND ${OPEN} ORDER BY s.seen_at DESC, s.id LIMIT 100`, [personId, ...limits()]),
    log: (personId) => dataSource.query(`${SIGN_IN} ORDER BY s.at DESC, s.id LIMIT ${LOG_LENGTH}`, [personId, ...limits()]),
  };
}
