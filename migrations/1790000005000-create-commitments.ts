import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCommitments1790000005000 implements MigrationInterface {
  name = 'CreateCommitments1790000005000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE commitment (
        id uuid NOT NULL CONSTRAINT commitment_pk PRIMARY KEY,
        need_id uuid NOT NULL CONSTRAINT commitment_need_fk REFERENCES post(id),
        offer_id uuid CONSTRAINT commitment_offer_fk REFERENCES post(id),
        supplier_id uuid NOT NULL CONSTRAINT commitment_supplier_fk REFERENCES organisation(id),
        owner_id uuid NOT NULL CONSTRAINT commitment_owner_fk REFERENCES organisation(id),
        quantity numeric(15,3) NOT NULL,
        unit text NOT NULL,
        offer_use numeric(15,3),
        promised_by date NOT NULL,
        terms jsonb NOT NULL,
        or_part boolean NOT NULL DEFAULT false,
        takes_surplus boolean NOT NULL DEFAULT false,
        state text NOT NULL,
        supplier_yes boolean NOT NULL,
        owner_yes boolean NOT NULL,
        expires_at timestamptz,
        remind_at timestamptz,
        note text,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1,
        submission_key uuid,
        submission_digest text,
        CONSTRAINT commitment_quantity_ck CHECK (quantity > 0),
        CONSTRAINT commitment_sides_ck CHECK (supplier_id <> owner_id),
        CONSTRAINT commitment_yes_ck CHECK (state IN ('proposed','declined','withdrawn','lapsed') OR (supplier_yes AND owner_yes)),
        CONSTRAINT commitment_state_ck CHECK (state IN
          ('proposed','accepted','in-production','partly-sent','sent','completed','declined','withdrawn','lapsed','failed'))
      )`);
    await db.query(`CREATE UNIQUE INDEX commitment_submission_uq ON commitment (submission_key) WHERE submission_key IS NOT NULL`);
    await db.query(`CREATE INDEX commitment_need_ix ON commitment (need_id)`);
    await db.query(`CREATE INDEX commitment_offer_ix ON commitment (offer_id) WHERE offer_id IS NOT NULL`);
    await db.query(`CREATE INDEX commitment_supplier_ix ON commitment (supplier_id, state)`);
    await db.query(`CREATE INDEX commitment_owner_ix ON commitment (owner_id, state)`);
    await db.query(`CREATE INDEX commitment_expiry_ix ON commitment (expires_at) WHERE state = 'proposed'`);
    await db.query(`CREATE INDEX commitment_reminder_ix ON commitment (remind_at) WHERE state = 'proposed'`);
    await db.query(`
      CREATE TABLE delivery (
        id uuid NOT NULL CONSTRAINT delivery_pk PRIMARY KEY,
        commitment_id uuid NOT NULL CONSTRAINT delivery_commitment_fk REFERENCES commitment(id),
        number integer NOT NULL,
        sent numeric(15,3) NOT NULL,
        sent_on date NOT NULL,
        handover text NOT NULL,
        carrier text,
        reference text,
        lot text,
        created_at timestamptz NOT NULL,
        submission_key uuid,
        CONSTRAINT delivery_number_uq UNIQUE (commitment_id, number),
        CONSTRAINT delivery_sent_ck CHECK (sent > 0),
        CONSTRAINT delivery_handover_ck CHECK (handover IN ('delivery','pick-up'))
      )`);
    await db.query(`CREATE UNIQUE INDEX delivery_submission_uq ON delivery (submission_key) WHERE submission_key IS NOT NULL`);
    await db.query(`
      CREATE TABLE receipt (
        id uuid NOT NULL CONSTRAINT receipt_pk PRIMARY KEY,
        delivery_id uuid NOT NULL CONSTRAINT receipt_delivery_fk REFERENCES delivery(id),
        number integer NOT NULL,
        quantity numeric(15,3) NOT NULL,
        received_on date NOT NULL,
        received_by text NOT NULL,
        differences text,
        recorded_at timestamptz NOT NULL,
        CONSTRAINT receipt_number_uq UNIQUE (delivery_id, number),
        CONSTRAINT receipt_quantity_ck CHECK (quantity >= 0)
      )`);
    await db.query(`ALTER TABLE activity ADD CONSTRAINT activity_commitment_fk FOREIGN KEY (commitment_id) REFERENCES commitment(id)`);
    await db.query(`
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        -- Erasing a person leaves the row and only takes the name out of it.
        IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'person_id' = to_jsonb(OLD) - 'person_id' AND NEW.person_id IS NULL THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'the history is never rewritten';
      END $$`);
    await db.query(`CREATE TRIGGER activity_no_update BEFORE UPDATE ON activity FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TRIGGER activity_no_update ON activity`);
    await db.query(`DROP FUNCTION refuse_change()`);
    await db.query(`ALTER TABLE activity DROP CONSTRAINT activity_commitment_fk`);
    for (const table of ['receipt', 'delivery', 'commitment']) await db.query(`DROP TABLE ${table}`);
  }
}
