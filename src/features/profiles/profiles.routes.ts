import type { Route } from '../../web/route.ts';
import { certificateRoutes, type CertificateRoutesDeps } from './certificates.routes.ts';
import { membershipRoutes, type MembershipRoutesDeps } from './membership.routes.ts';
import { profileRoutes } from './profile.routes.ts';

export type ProfilesDeps = CertificateRoutesDeps & MembershipRoutesDeps;

/** What an organisation says of itself, and what the office checked of it. */
export const profilesRoutes = (deps: ProfilesDeps): Route[] => [...profileRoutes(deps), ...membershipRoutes(deps), ...certificateRoutes(deps)];
