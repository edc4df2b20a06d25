export { impactQueries, type ImpactQueries } from './impact.queries.ts';
export { impactRoutes } from './impact.routes.ts';
export { impactView } from './impact.view.ts';
