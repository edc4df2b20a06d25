export { badgeView } from './badge.view.ts';
export { membershipMark, MEMBERSHIPS } from './membership.view.ts';
export { profileJobs } from './profiles.handlers.ts';
export { profileRecurring } from './profiles.jobs.ts';
export { profileQueries, type ProfileQueries } from './profiles.queries.ts';
export { profilesRoutes, type ProfilesDeps } from './profiles.routes.ts';
