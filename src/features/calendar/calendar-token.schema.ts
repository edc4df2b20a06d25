import { EntitySchema } from 'typeorm';
import type { CalendarToken } from './calendar-token.ts';

export const CalendarTokenSchema = new EntitySchema<CalendarToken>({
  name: 'calendar_token',
  columns: {
    personId: {
      type: 'uuid', primary: true, primaryKeyConstraintName: 'calendar_token_pk',
      foreignKey: { target: 'person', inverseSide: 'id', name: 'calendar_token_person_fk', onDelete: 'CASCADE' },
    },
    tokenHash: { type: 'text' },
    createdAt: { type: 'timestamptz' },
  },
  indices: [{ name: 'calendar_token_hash_uq', columns: ['tokenHash'], unique: true }],
});
