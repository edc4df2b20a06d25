import type { Route } from '../../web/route.ts';
import { addressRoutes } from './address.routes.ts';
import { codeRoutes } from './codes.routes.ts';
import { newPasswordRoutes } from './new-password.routes.ts';
import { ownAccountRoutes } from './own-account.routes.ts';
import { signInRoutes, type SignInRoutesDeps } from './sign-in.routes.ts';
import type { AccountTools } from './wire.ts';

/** Every page of accounts. */
export function accountRoutes(tools: AccountTools, shown: Pick<SignInRoutesDeps, 'demoSignIns' | 'providerName'>): Route[] {
  return [
    ...signInRoutes({ ...tools, ...shown }), ...newPasswordRoutes(tools.newPassword), ...ownAccountRoutes(tools), ...addressRoutes(tools.address),
    ...codeRoutes(tools.codes),
  ];
}
