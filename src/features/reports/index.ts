export { reportQueries, type ReportQueries, type ReportRow } from './reports.queries.ts';
export { reportRoutes } from './reports.routes.ts';
export { PostReportSchema } from './report.schema.ts';
