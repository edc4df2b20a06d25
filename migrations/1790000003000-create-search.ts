import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The PostgreSQL search engine's own derived tables: they can be emptied and rebuilt at any time.
 * `search_document.keys` holds the analyser's keys and, with a leading `#`, the concepts of a post.
 */
export class CreateSearch1790000003000 implements MigrationInterface {
  name = 'CreateSearch1790000003000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE EXTENSION IF NOT EXISTS pg_trgm`);
    await db.query(`
      CREATE TABLE search_document (
        id uuid NOT NULL CONSTRAINT search_document_pk PRIMARY KEY,
        version integer NOT NULL,
        kind text COLLATE "C" NOT NULL,
        organisation_id uuid NOT NULL,
        visibility text COLLATE "C" NOT NULL,
        audience uuid[] NOT NULL DEFAULT '{}',
        covered boolean NOT NULL DEFAULT false,
        keys tsvector NOT NULL,
        concepts text[] COLLATE "C" NOT NULL DEFAULT '{}',
        region text COLLATE "C",
        terms text COLLATE "C" NOT NULL,
        urgent boolean NOT NULL DEFAULT false,
        lat double precision,
        lng double precision,
        due_on date,
        ends_on date,
        published_at timestamptz NOT NULL
      )`);
    await db.query(`CREATE INDEX search_document_keys_ix ON search_document USING gin (keys) WITH (fastupdate = off)`);
    await db.query(`CREATE INDEX search_document_newest_ix ON search_document (published_at DESC, id)`);
    await db.query(`CREATE INDEX search_document_kind_ix ON search_document (kind, published_at DESC, id)`);
    await db.query(`CREATE INDEX search_document_region_ix ON search_document (region, kind, published_at DESC, id)`);
    await db.query(`CREATE INDEX search_document_place_ix ON search_document (lat, lng)`);
    await db.query(`CREATE INDEX search_document_soonest_ix ON search_document (kind, due_on, published_at DESC, id)`);
    await db.query(`
      CREATE TABLE search_word (
        shown text COLLATE "C" NOT NULL CONSTRAINT search_word_pk PRIMARY KEY,
        word text COLLATE "C" NOT NULL,
        key text COLLATE "C" NOT NULL,
        shortened text[] COLLATE "C" NOT NULL
      )`);
    await db.query(`CREATE INDEX search_word_word_ix ON search_word (word)`);
    await db.query(`
      CREATE INDEX search_word_trgm_ix ON search_word USING gin (word gin_trgm_ops) WITH (fastupdate = off)`);
    await db.query(`
      CREATE INDEX search_word_shortened_ix ON search_word USING gin (shortened) WITH (fastupdate = off)`);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of ['search_word', 'search_document']) await db.query(`DROP TABLE ${table}`);
  }
}
