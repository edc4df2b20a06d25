import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddCertificateFiles1790000011200 implements MigrationInterface {
  name = 'AddCertificateFiles1790000011200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE certificate
        ADD COLUMN file_id uuid CONSTRAINT certificate_file_fk REFERENCES file(id) ON DELETE SET NULL,
        ADD COLUMN created_at timestamptz,
        ADD COLUMN reminded_days integer`);
    await db.query(`CREATE INDEX certificate_valid_until_ix ON certificate (valid_until)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX certificate_valid_until_ix`);
    await db.query(`ALTER TABLE certificate DROP COLUMN file_id, DROP COLUMN created_at, DROP COLUMN reminded_days`);
  }
}
