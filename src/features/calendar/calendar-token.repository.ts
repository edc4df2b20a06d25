import type { EntityManager } from 'typeorm';
import type { CalendarToken } from './calendar-token.ts';
import { CalendarTokenSchema } from './calendar-token.schema.ts';

/** The write side of calendar addresses: one per person. */
export interface CalendarTokenRepository {
  /** In the place of an earlier one, which stops. */
  put(token: CalendarToken): Promise<void>;
  remove(personId: string): Promise<void>;
}

export const calendarTokenRepository = (manager: EntityManager): CalendarTokenRepository => ({
  put: async (token) => void (await manager.upsert<CalendarToken>(CalendarTokenSchema, token, ['personId'])),
  remove: async (personId) => void (await manager.delete<CalendarToken>(CalendarTokenSchema, { personId })),
});

/** Ends a person's calendar address in the transaction of the reason. */
export const removeCalendarToken = (manager: EntityManager, personId: string): Promise<void> =>
  calendarTokenRepository(manager).remove(personId);
