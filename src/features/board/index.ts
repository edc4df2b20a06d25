export { boardRoutes } from './public.routes.ts';
export type { BoardDeps } from './board.routes.ts';
export { dashboardRoutes } from './dashboard.routes.ts';
export { publicPageQueries } from './public-pages.queries.ts';
export { postPageRoutes } from './post-page.routes.ts';
