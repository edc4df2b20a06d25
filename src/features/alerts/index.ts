import { AlertPreferenceSchema, AlertSchema, DigestSchema } from './alert.schema.ts';

export type { AlertDeps, OfficeAlertDeps } from './alert-deps.ts';
export { alertJobs } from './alerts.handlers.ts';
export { alertRecurring, RELEASE_WAVES, SEND_DIGESTS, TELL_PEOPLE } from './alerts.jobs.ts';
export { alertRoutes, type AlertRoutesDeps } from './alerts.routes.ts';
export { toldOrganisations, type ToldOrganisations } from './told-organisations.queries.ts';
export { putAside, takeUpAgain } from './put-aside.repository.ts';

export const alertSchemas = [AlertSchema, AlertPreferenceSchema, DigestSchema];
