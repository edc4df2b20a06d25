export { boardRoutes, type BoardDeps } from './board.routes.ts';
export { dashboardRoutes } from './dashboard.routes.ts';
export { postPageRoutes } from './post-page.routes.ts';
