import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCodes1790000010100 implements MigrationInterface {
  name = 'CreateCodes1790000010100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE code_generator (
        person_id uuid NOT NULL CONSTRAINT code_generator_pk PRIMARY KEY
          CONSTRAINT code_generator_person_fk REFERENCES person(id) ON DELETE CASCADE,
        secret_sealed text NOT NULL,
        created_at timestamptz NOT NULL,
        confirmed_at timestamptz,
        last_step bigint NOT NULL DEFAULT 0
      )`);
    await db.query(`
      CREATE TABLE recovery_code (
        person_id uuid NOT NULL CONSTRAINT recovery_code_generator_fk REFERENCES code_generator(person_id) ON DELETE CASCADE,
        code_hash text NOT NULL,
        used_at timestamptz,
        CONSTRAINT recovery_code_pk PRIMARY KEY (person_id, code_hash)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of ['recovery_code', 'code_generator']) await db.query(`DROP TABLE ${table}`);
  }
}
