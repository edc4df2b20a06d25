import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMail1790000006000 implements MigrationInterface {
  name = 'CreateMail1790000006000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE mail (
        id uuid NOT NULL CONSTRAINT mail_pk PRIMARY KEY,
        kind text NOT NULL,
        why text NOT NULL,
        person_id uuid CONSTRAINT mail_person_fk REFERENCES person(id) ON DELETE SET NULL,
        post_id uuid CONSTRAINT mail_post_fk REFERENCES post(id) ON DELETE SET NULL,
        commitment_id uuid,
        to_name text NOT NULL,
        to_address text NOT NULL,
        language text NOT NULL,
        subject text NOT NULL,
        body_text text NOT NULL,
        body_html text NOT NULL,
        unsubscribe_link_id uuid,
        message_id text NOT NULL,
        state text NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        last_error text,
        response text,
        created_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        give_up_at timestamptz NOT NULL,
        claimed_at timestamptz,
        sent_at timestamptz,
        CONSTRAINT mail_state_ck CHECK (state IN ('queued','sending','sent','dead'))
      )`);
    await db.query(`CREATE UNIQUE INDEX mail_message_id_uq ON mail (message_id)`);
    await db.query(`CREATE INDEX mail_open_ix ON mail (due_at) WHERE state IN ('queued','sending')`);
    await db.query(`CREATE INDEX mail_post_ix ON mail (post_id)`);
    await db.query(`CREATE INDEX mail_person_ix ON mail (person_id, created_at)`);
    await db.query(`
      CREATE TABLE mail_link (
        id uuid NOT NULL CONSTRAINT mail_link_pk PRIMARY KEY,
        purpose text NOT NULL,
        person_id uuid CONSTRAINT mail_link_person_fk REFERENCES person(id) ON DELETE CASCADE,
        organisation_id uuid CONSTRAINT mail_link_organisation_fk REFERENCES organisation(id) ON DELETE CASCADE,
        data jsonb NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        created_at timestamptz NOT NULL
      )`);
    await db.query(`
      CREATE TABLE mailbox (
        message_id text NOT NULL CONSTRAINT mailbox_pk PRIMARY KEY,
        id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT mailbox_id_uq UNIQUE,
        to_name text NOT NULL,
        to_address text NOT NULL,
        from_name text NOT NULL,
        from_address text NOT NULL,
        subject text NOT NULL,
        body_text text NOT NULL,
        body_html text NOT NULL,
        headers jsonb NOT NULL,
        arrived_at timestamptz NOT NULL
      )`);
    await db.query(`CREATE INDEX mailbox_arrived_ix ON mailbox (arrived_at DESC)`);
    await db.query(`
      CREATE TABLE worker_heartbeat (
        worker_id text NOT NULL CONSTRAINT worker_heartbeat_pk PRIMARY KEY,
        started_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL
      )`);
    await db.query(`
      CREATE TABLE installation (
        "only" boolean NOT NULL DEFAULT true CONSTRAINT installation_pk PRIMARY KEY,
        seed text NOT NULL,
        seeded_at timestamptz NOT NULL,
        CONSTRAINT installation_only_ck CHECK ("only")
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of ['installation', 'worker_heartbeat', 'mailbox', 'mail_link', 'mail']) await db.query(`DROP TABLE ${table}`);
  }
}
