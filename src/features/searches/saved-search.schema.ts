import { EntitySchema } from 'typeorm';
import type { SavedSearch } from './saved-search.ts';

/** A post that a saved search has found: a promise to tell of it once, in one channel. */
export interface SearchHit {
  searchId: string;
  postId: string;
  channel: 'instant' | 'daily' | 'weekly';
  waitingSince: Date;
  toldAt: Date | null;
  mailId: string | null;
}

export const SavedSearchSchema = new EntitySchema<SavedSearch>({
  name: 'saved_search',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'saved_search_pk' },
    personId: {
      type: 'uuid', foreignKey: { target: 'person', inverseSide: 'id', name: 'saved_search_person_fk', onDelete: 'CASCADE' },
    },
    organisationId: {
      type: 'uuid', nullable: true,
      foreignKey: { target: 'organisation', inverseSide: 'id', name: 'saved_search_organisation_fk', onDelete: 'SET NULL' },
    },
    address: { type: 'text' },
    text: { type: 'text' },
    language: { type: 'text' },
    kind: { type: 'text', nullable: true },
    concepts: { type: 'text', array: true },
    regions: { type: 'text', array: true },
    terms: { type: 'text', array: true },
    urgent: { type: 'boolean' },
    frequency: { type: 'text' },
    createdAt: { type: 'timestamptz' },
  },
  checks: [
    { name: 'saved_search_language_ck', expression: `language IN ('pl','en')` },
    { name: 'saved_search_kind_ck', expression: `kind IN ('need','offer')` },
    { name: 'saved_search_frequency_ck', expression: `frequency IN ('instant','daily','weekly','never')` },
  ],
  indices: [{ name: 'saved_search_once_uq', columns: ['personId', 'address'], unique: true }],
});

export const SearchHitSchema = new EntitySchema<SearchHit>({
  name: 'search_hit',
  columns: {
    searchId: {
      type: 'uuid', primary: true, primaryKeyConstraintName: 'search_hit_pk',
      foreignKey: { target: 'saved_search', inverseSide: 'id', name: 'search_hit_search_fk', onDelete: 'CASCADE' },
    },
    postId: {
      type: 'uuid', primary: true, primaryKeyConstraintName: 'search_hit_pk',
      foreignKey: { target: 'post', inverseSide: 'id', name: 'search_hit_post_fk', onDelete: 'CASCADE' },
    },
    channel: { type: 'text' },
    waitingSince: { type: 'timestamptz' },
    toldAt: { type: 'timestamptz', nullable: true },
    mailId: { type: 'uuid', nullable: true },
  },
  checks: [{ name: 'search_hit_channel_ck', expression: `channel IN ('instant','daily','weekly')` }],
  indices: [
    { name: 'search_hit_waiting_ix', columns: ['channel', 'waitingSince'], where: 'told_at IS NULL', synchronize: false },
    { name: 'search_hit_post_ix', columns: ['postId'] },
  ],
});
