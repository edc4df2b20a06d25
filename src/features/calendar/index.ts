export { calendarQueries } from './calendar.queries.ts';
export { calendarRoutes } from './calendar.routes.ts';
export { CalendarTokenSchema } from './calendar-token.schema.ts';
export { removeCalendarToken } from './calendar-token.repository.ts';
