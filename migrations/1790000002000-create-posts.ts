import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePosts1790000002000 implements MigrationInterface {
  name = 'CreatePosts1790000002000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE post (
        id uuid NOT NULL CONSTRAINT post_pk PRIMARY KEY,
        kind text NOT NULL,
        organisation_id uuid NOT NULL CONSTRAINT post_organisation_fk REFERENCES organisation(id),
        author_id uuid CONSTRAINT post_author_fk REFERENCES person(id) ON DELETE SET NULL,
        title text NOT NULL,
        description text NOT NULL,
        language text NOT NULL,
        concepts jsonb NOT NULL DEFAULT '[]',
        concepts_added text[] NOT NULL DEFAULT '{}',
        concepts_dropped text[] NOT NULL DEFAULT '{}',
        title_keys text[] NOT NULL DEFAULT '{}',
        text_keys text[] NOT NULL DEFAULT '{}',
        analyser_version text NOT NULL,
        cpv text,
        quantity numeric(15,3),
        unit text NOT NULL,
        pack_size integer,
        town_id integer,
        town_name text NOT NULL,
        region text,
        lat double precision,
        lng double precision,
        ward text,
        radius_km integer,
        terms text NOT NULL,
        price_amount numeric(15,2),
        price_currency text,
        price_note text,
        visibility text NOT NULL,
        needed_by date,
        accepts_part boolean NOT NULL DEFAULT true,
        smallest_part numeric(15,3),
        acceptable text[] NOT NULL DEFAULT '{}',
        required_certificates text[] NOT NULL DEFAULT '{}',
        urgent boolean NOT NULL DEFAULT false,
        stock_runs_out_on date,
        office_may_accept boolean NOT NULL DEFAULT false,
        supply_mode text,
        per_week numeric(15,3),
        available_from date,
        available_until date,
        lead_time_days integer,
        certificates_held text[] NOT NULL DEFAULT '{}',
        proof text,
        state text NOT NULL,
        state_reason text,
        ends_on date,
        published_at timestamptz,
        ended_at timestamptz,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1,
        submission_key uuid,
        submission_digest text,
        CONSTRAINT post_kind_ck CHECK (kind IN ('need','offer')),
        CONSTRAINT post_state_ck CHECK (state IN ('draft','in-review','published','covered','closed-short','withdrawn','expired','refused')),
        CONSTRAINT post_visibility_ck CHECK (visibility IN ('public','members','chosen')),
        CONSTRAINT post_quantity_ck CHECK (quantity IS NULL OR quantity > 0),
        CONSTRAINT post_need_quantity_ck CHECK (kind <> 'need' OR quantity IS NOT NULL),
        CONSTRAINT post_supply_ck CHECK ((kind = 'need') = (supply_mode IS NULL)),
        CONSTRAINT post_place_ck CHECK (lat BETWEEN -90 AND 90 AND lng BETWEEN -180 AND 180),
        CONSTRAINT post_terms_ck CHECK (terms IN ('gift','at-cost','price'))
      )`);
    await db.query(`CREATE UNIQUE INDEX post_submission_uq ON post (submission_key) WHERE submission_key IS NOT NULL`);
    await db.query(`CREATE INDEX post_organisation_ix ON post (organisation_id, state)`);
    await db.query(`CREATE INDEX post_ends_on_ix ON post (ends_on) WHERE state = 'published'`);
    await db.query(`CREATE INDEX post_published_ix ON post (kind, published_at DESC) WHERE state = 'published'`);
    await db.query(`
      CREATE TABLE post_audience (
        post_id uuid NOT NULL CONSTRAINT post_audience_post_fk REFERENCES post(id) ON DELETE CASCADE,
        organisation_id uuid NOT NULL CONSTRAINT post_audience_organisation_fk REFERENCES organisation(id) ON DELETE CASCADE,
        CONSTRAINT post_audience_pk PRIMARY KEY (post_id, organisation_id)
      )`);
    await db.query(`CREATE INDEX post_audience_organisation_ix ON post_audience (organisation_id)`);
    await db.query(`
      CREATE TABLE activity (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT activity_pk PRIMARY KEY,
        at timestamptz NOT NULL,
        action text NOT NULL,
        person_id uuid CONSTRAINT activity_person_fk REFERENCES person(id) ON DELETE SET NULL,
        organisation_id uuid CONSTRAINT activity_organisation_fk REFERENCES organisation(id) ON DELETE SET NULL,
        on_behalf boolean NOT NULL DEFAULT false,
        post_id uuid CONSTRAINT activity_post_fk REFERENCES post(id) ON DELETE CASCADE,
        commitment_id uuid,
        data jsonb NOT NULL DEFAULT '{}'
      )`);
    await db.query(`CREATE INDEX activity_post_ix ON activity (post_id, id)`);
    await db.query(`CREATE INDEX activity_commitment_ix ON activity (commitment_id, id) WHERE commitment_id IS NOT NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of ['activity', 'post_audience', 'post']) await db.query(`DROP TABLE ${table}`);
  }
}
