import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMatches1790000004000 implements MigrationInterface {
  name = 'CreateMatches1790000004000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE match (
        id uuid NOT NULL CONSTRAINT match_pk PRIMARY KEY,
        need_id uuid NOT NULL CONSTRAINT match_need_fk REFERENCES post(id) ON DELETE CASCADE,
        offer_id uuid CONSTRAINT match_offer_fk REFERENCES post(id) ON DELETE CASCADE,
        supplier_id uuid NOT NULL CONSTRAINT match_supplier_fk REFERENCES organisation(id) ON DELETE CASCADE,
        verdict text NOT NULL,
        score real NOT NULL,
        reasons jsonb NOT NULL,
        analyser_version text NOT NULL,
        found_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        dismissed_at timestamptz,
        dismissed_by uuid CONSTRAINT match_dismissed_by_fk REFERENCES person(id) ON DELETE SET NULL,
        dismissed_side text,
        dismissed_reason text,
        CONSTRAINT match_verdict_ck CHECK (verdict IN ('fits','maybe','no'))
      )`);
    await db.query(`CREATE UNIQUE INDEX match_pair_uq ON match (need_id, offer_id) WHERE offer_id IS NOT NULL`);
    await db.query(`CREATE UNIQUE INDEX match_capability_uq ON match (need_id, supplier_id) WHERE offer_id IS NULL`);
    await db.query(`CREATE INDEX match_offer_ix ON match (offer_id, score DESC)`);
    await db.query(`CREATE INDEX match_need_ix ON match (need_id, score DESC)`);
    await db.query(`CREATE INDEX match_supplier_ix ON match (supplier_id)`);
    await db.query(`
      CREATE TABLE alert (
        id uuid NOT NULL CONSTRAINT alert_pk PRIMARY KEY,
        match_id uuid NOT NULL CONSTRAINT alert_match_fk REFERENCES match(id) ON DELETE CASCADE,
        person_id uuid NOT NULL CONSTRAINT alert_person_fk REFERENCES person(id) ON DELETE CASCADE,
        organisation_id uuid NOT NULL CONSTRAINT alert_organisation_fk REFERENCES organisation(id) ON DELETE CASCADE,
        side text NOT NULL,
        verdict text NOT NULL,
        channel text NOT NULL,
        wave integer,
        mail_id uuid,
        waiting_since timestamptz NOT NULL,
        told_at timestamptz,
        CONSTRAINT alert_side_ck CHECK (side IN ('need','offer')),
        CONSTRAINT alert_verdict_ck CHECK (verdict IN ('fits','maybe')),
        CONSTRAINT alert_channel_ck CHECK (channel IN ('instant','daily','weekly','wave'))
      )`);
    await db.query(`CREATE UNIQUE INDEX alert_once_uq ON alert (match_id, person_id, verdict)`);
    await db.query(`CREATE INDEX alert_waiting_ix ON alert (channel, person_id) WHERE told_at IS NULL`);
    await db.query(`CREATE INDEX alert_told_ix ON alert (person_id, told_at)`);
    await db.query(`
      CREATE TABLE alert_preference (
        person_id uuid NOT NULL CONSTRAINT alert_preference_person_fk REFERENCES person(id) ON DELETE CASCADE,
        organisation_id uuid NOT NULL CONSTRAINT alert_preference_organisation_fk REFERENCES organisation(id) ON DELETE CASCADE,
        fits text NOT NULL,
        maybe text NOT NULL,
        overflow boolean NOT NULL DEFAULT true,
        updated_at timestamptz NOT NULL,
        CONSTRAINT alert_preference_pk PRIMARY KEY (person_id, organisation_id),
        CONSTRAINT alert_preference_fits_ck CHECK (fits IN ('instant','daily','weekly','never')),
        CONSTRAINT alert_preference_maybe_ck CHECK (maybe IN ('instant','daily','weekly','never'))
      )`);
    await db.query(`
      CREATE TABLE digest (
        id uuid NOT NULL CONSTRAINT digest_pk PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT digest_person_fk REFERENCES person(id) ON DELETE CASCADE,
        frequency text NOT NULL,
        day date NOT NULL,
        mail_id uuid,
        alerts integer NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT digest_frequency_ck CHECK (frequency IN ('daily','weekly'))
      )`);
    await db.query(`CREATE UNIQUE INDEX digest_once_uq ON digest (person_id, frequency, day)`);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of ['digest', 'alert_preference', 'alert', 'match']) await db.query(`DROP TABLE ${table}`);
  }
}
