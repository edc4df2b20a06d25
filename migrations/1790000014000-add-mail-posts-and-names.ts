import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A mail about several posts: each of them beside the one in `mail.post_id`, which is null when none comes first. And
 * organisations are found by a part of their name.
 */
export class AddMailPostsAndNames1790000014000 implements MigrationInterface {
  name = 'AddMailPostsAndNames1790000014000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE mail_post (
        mail_id uuid NOT NULL CONSTRAINT mail_post_mail_fk REFERENCES mail(id) ON DELETE CASCADE,
        post_id uuid NOT NULL CONSTRAINT mail_post_post_fk REFERENCES post(id) ON DELETE CASCADE,
        CONSTRAINT mail_post_pk PRIMARY KEY (mail_id, post_id)
      )`);
    await db.query(`CREATE INDEX mail_post_post_ix ON mail_post (post_id)`);
    await db.query(`
      CREATE INDEX organisation_plain_name_ix ON organisation
        USING gin (translate(lower(name), 'ąćęłńóśźż', 'acelnoszz') gin_trgm_ops)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX organisation_plain_name_ix`);
    await db.query(`DROP TABLE mail_post`);
  }
}
