export { activityQueries, type ActivityQueries, type ActivityRow } from './activity.queries.ts';
export { record, type NewActivity } from './activity.repository.ts';
