import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddSignIns1790000010000 implements MigrationInterface {
  name = 'AddSignIns1790000010000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE person ADD email_verified_at timestamptz, ADD password_short boolean NOT NULL DEFAULT false`);
    await db.query(`UPDATE person SET email_verified_at = created_at`);
    await db.query(`
      CREATE TABLE sign_in (
        id uuid NOT NULL CONSTRAINT sign_in_pk PRIMARY KEY,
        person_id uuid CONSTRAINT sign_in_person_fk REFERENCES person(id) ON DELETE CASCADE,
        at timestamptz NOT NULL,
        how text NOT NULL,
        outcome text NOT NULL,
        device text NOT NULL,
        place text NOT NULL,
        seen_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT sign_in_how_ck CHECK (how IN ('password','code','recovery-code','passkey','provider')),
        CONSTRAINT sign_in_outcome_ck CHECK (outcome IN ('in','refused'))
      )`);
    await db.query(`CREATE INDEX sign_in_person_ix ON sign_in (person_id, at DESC)`);
    await db.query(`CREATE INDEX sign_in_at_ix ON sign_in (at)`);
    // Sessions from before know no sign-in that could be ended: their people sign in once more.
    await db.query(`DELETE FROM session`);
    await db.query(`CREATE INDEX session_person_ix ON session ((sess->'passport'->>'user'))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX session_person_ix`);
    await db.query(`DROP TABLE sign_in`);
    await db.query(`ALTER TABLE person DROP email_verified_at, DROP password_short`);
  }
}
