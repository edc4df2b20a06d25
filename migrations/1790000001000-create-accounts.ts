import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAccounts1790000001000 implements MigrationInterface {
  name = 'CreateAccounts1790000001000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE organisation (
        id uuid NOT NULL CONSTRAINT organisation_pk PRIMARY KEY,
        kind text NOT NULL,
        name text NOT NULL,
        country text NOT NULL DEFAULT 'PL',
        nip text,
        registration_number text,
        town_id integer,
        town_name text NOT NULL,
        region text,
        lat double precision,
        lng double precision,
        website text,
        capabilities text[] NOT NULL DEFAULT '{}',
        contact jsonb NOT NULL DEFAULT '{}',
        membership text NOT NULL,
        membership_reason text,
        checked_at timestamptz,
        created_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT organisation_kind_ck CHECK (kind IN ('firm','health-care','university','public-body','partner-cluster','office')),
        CONSTRAINT organisation_membership_ck CHECK (membership IN ('applied','recommended','approved','refused','suspended'))
      )`);
    await db.query(`CREATE UNIQUE INDEX organisation_nip_uq ON organisation (nip) WHERE nip IS NOT NULL`);
    await db.query(`CREATE INDEX organisation_capabilities_ix ON organisation USING gin (capabilities)`);
    await db.query(`
      CREATE TABLE certificate (
        id uuid NOT NULL CONSTRAINT certificate_pk PRIMARY KEY,
        organisation_id uuid NOT NULL CONSTRAINT certificate_organisation_fk REFERENCES organisation(id) ON DELETE CASCADE,
        name text NOT NULL,
        valid_until date
      )`);
    await db.query(`CREATE INDEX certificate_organisation_ix ON certificate (organisation_id)`);
    await db.query(`
      CREATE TABLE person (
        id uuid NOT NULL CONSTRAINT person_pk PRIMARY KEY,
        email text NOT NULL,
        name text NOT NULL,
        language text NOT NULL,
        password_hash text,
        office_role text,
        state text NOT NULL DEFAULT 'active',
        created_at timestamptz NOT NULL,
        signed_in_at timestamptz,
        CONSTRAINT person_language_ck CHECK (language IN ('pl','en')),
        CONSTRAINT person_office_role_ck CHECK (office_role IN ('coordinator','administrator')),
        CONSTRAINT person_state_ck CHECK (state IN ('active','disabled')),
        CONSTRAINT person_email_ck CHECK (email = lower(email))
      )`);
    await db.query(`CREATE UNIQUE INDEX person_email_uq ON person (email)`);
    await db.query(`
      CREATE TABLE membership (
        person_id uuid NOT NULL CONSTRAINT membership_person_fk REFERENCES person(id) ON DELETE CASCADE,
        organisation_id uuid NOT NULL CONSTRAINT membership_organisation_fk REFERENCES organisation(id) ON DELETE CASCADE,
        role text NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT membership_pk PRIMARY KEY (person_id, organisation_id),
        CONSTRAINT membership_role_ck CHECK (role IN ('editor','organisation-admin'))
      )`);
    await db.query(`CREATE INDEX membership_organisation_ix ON membership (organisation_id)`);
    await db.query(`
      CREATE TABLE session (
        sid varchar NOT NULL CONSTRAINT session_pk PRIMARY KEY,
        sess json NOT NULL,
        expire timestamp(6) NOT NULL
      )`);
    await db.query(`CREATE INDEX session_expire_ix ON session (expire)`);
    await db.query(`
      CREATE TABLE rate_limit (
        key varchar(255) NOT NULL CONSTRAINT rate_limit_pk PRIMARY KEY,
        points integer NOT NULL DEFAULT 0,
        expire bigint
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of ['rate_limit', 'session', 'membership', 'person', 'certificate', 'organisation']) {
      await db.query(`DROP TABLE ${table}`);
    }
  }
}
