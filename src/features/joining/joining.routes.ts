import type { Route } from '../../web/route.ts';
import { applicationRoutes, type ApplicationRoutesDeps } from './application.routes.ts';
import { joinRoutes, type JoinRoutesDeps } from './join.routes.ts';
import { recommendationRoutes } from './recommendation.routes.ts';

export type JoiningDeps = JoinRoutesDeps & ApplicationRoutesDeps;

/** From the wish to join to the office's word. */
export const joiningRoutes = (deps: JoiningDeps): Route[] => [...joinRoutes(deps), ...recommendationRoutes(deps), ...applicationRoutes(deps)];
