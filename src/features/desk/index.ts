export { deskQueries, type DeskQueries } from './desk.queries.ts';
export { deskRoutes, type DeskDeps } from './desk.routes.ts';
export { officeJobs } from './desk.handlers.ts';
export { MAIL_STANDINGS, mailMark, trailRow } from './mails.view.ts';
export type { MailTrailRow } from './mails.queries.ts';
export { searchSignals } from './search-signals.ts';
export { link, press, rowOf } from './waiting-row.view.ts';
export type { SignalSource } from './signals.queries.ts';
export { officeRecurring, REMIND_OFFICE } from './desk.jobs.ts';
