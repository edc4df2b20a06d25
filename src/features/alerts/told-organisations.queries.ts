import type { DataSource } from 'typeorm';

/** How many organisations were written to because something of theirs fits this post. Who they are may be more than its owner may read. */
export type ToldOrganisations = (post: { id: string; organisationId: string }) => Promise<number>;

const TOLD = `
  SELECT count(DISTINCT a.organisation_id)::int AS count FROM match m JOIN alert a ON a.match_id = m.id
  WHERE (m.need_id = $1 OR m.offer_id = $1) AND a.told_at IS NOT NULL AND a.organisation_id <> $2`;

export const toldOrganisations = (dataSource: DataSource): ToldOrganisations =>
  async ({ id, organisationId }) => (await dataSource.query<{ count: number }[]>(TOLD, [id, organisationId]))[0]?.count ?? 0;
