import { EntitySchema } from 'typeorm';
import type { Match } from './match.ts';

interface StoredMatch extends Match {
  analyserVersion: string;
  foundAt: Date;
  updatedAt: Date;
  dismissedAt: Date | null;
  dismissedBy: string | null;
  dismissedSide: string | null;
  dismissedReason: string | null;
}

const uuid = (target: string, name: string, onDelete: 'CASCADE' | 'SET NULL') =>
  ({ type: 'uuid', foreignKey: { target, inverseSide: 'id', name, onDelete } }) as const;

export const MatchSchema = new EntitySchema<StoredMatch>({
  name: 'match',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'match_pk' },
    needId: uuid('post', 'match_need_fk', 'CASCADE'),
    offerId: { ...uuid('post', 'match_offer_fk', 'CASCADE'), nullable: true },
    supplierId: uuid('organisation', 'match_supplier_fk', 'CASCADE'),
    verdict: { type: 'text' },
    score: { type: 'real' },
    reasons: { type: 'jsonb' },
    analyserVersion: { type: 'text' },
    foundAt: { type: 'timestamptz' },
    updatedAt: { type: 'timestamptz' },
    dismissedAt: { type: 'timestamptz', nullable: true },
    dismissedBy: { ...uuid('person', 'match_dismissed_by_fk', 'SET NULL'), nullable: true },
    dismissedSide: { type: 'text', nullable: true },
    dismissedReason: { type: 'text', nullable: true },
  },
  checks: [{ name: 'match_verdict_ck', expression: `verdict IN ('fits','maybe','no')` }],
  indices: [
    { name: 'match_pair_uq', columns: ['needId', 'offerId'], unique: true, synchronize: false },
    { name: 'match_capability_uq', columns: ['needId', 'supplierId'], unique: true, synchronize: false },
    { name: 'match_offer_ix', columns: ['offerId', 'score'], synchronize: false },
    { name: 'match_need_ix', columns: ['needId', 'score'], synchronize: false },
    { name: 'match_supplier_ix', columns: ['supplierId'] },
  ],
});
