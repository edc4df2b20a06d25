import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSavedSearches1790000009000 implements MigrationInterface {
  name = 'CreateSavedSearches1790000009000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE saved_search (
        id uuid NOT NULL CONSTRAINT saved_search_pk PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT saved_search_person_fk REFERENCES person(id) ON DELETE CASCADE,
        organisation_id uuid CONSTRAINT saved_search_organisation_fk REFERENCES organisation(id) ON DELETE SET NULL,
        address text NOT NULL,
        text text NOT NULL,
        language text NOT NULL,
        kind text,
        concepts text[] NOT NULL,
        regions text[] NOT NULL,
        terms text[] NOT NULL,
        urgent boolean NOT NULL,
        frequency text NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT saved_search_language_ck CHECK (language IN ('pl','en')),
        CONSTRAINT saved_search_kind_ck CHECK (kind IN ('need','offer')),
        CONSTRAINT saved_search_frequency_ck CHECK (frequency IN ('instant','daily','weekly','never'))
      )`);
    await db.query(`CREATE UNIQUE INDEX saved_search_once_uq ON saved_search (person_id, address)`);
    await db.query(`
      CREATE TABLE search_hit (
        search_id uuid NOT NULL CONSTRAINT search_hit_search_fk REFERENCES saved_search(id) ON DELETE CASCADE,
        post_id uuid NOT NULL CONSTRAINT search_hit_post_fk REFERENCES post(id) ON DELETE CASCADE,
        channel text NOT NULL,
        waiting_since timestamptz NOT NULL,
        told_at timestamptz,
        mail_id uuid,
        CONSTRAINT search_hit_pk PRIMARY KEY (search_id, post_id),
        CONSTRAINT search_hit_channel_ck CHECK (channel IN ('instant','daily','weekly'))
      )`);
    await db.query(`CREATE INDEX search_hit_waiting_ix ON search_hit (channel, waiting_since) WHERE told_at IS NULL`);
    await db.query(`CREATE INDEX search_hit_post_ix ON search_hit (post_id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of ['search_hit', 'saved_search']) await db.query(`DROP TABLE ${table}`);
  }
}
