export { activityQueries, type ActivityQueries, type ActivityRow } from './activity.queries.ts';
export { TELL_ORGANISATION } from './activity.jobs.ts';
export { record, type NewActivity } from './activity.repository.ts';
