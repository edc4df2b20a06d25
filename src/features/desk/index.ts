export { deskQueries, type DeskQueries, type MailTrailRow } from './desk.queries.ts';
export { deskRoutes } from './desk.routes.ts';
