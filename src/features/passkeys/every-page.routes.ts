import type { Route } from '../../web/route.ts';
import type { AccountTools } from '../accounts/index.ts';
import { passkeyRoutes } from './passkeys.routes.ts';
import { siteOf } from './webauthn.ts';

const QUARTER = 900;

/** Every page about passkeys; they are good for the address people use. */
export function routesOfPasskeys({ codes, signIn, clock, limit }: AccountTools, baseUrl: string): Route[] {
  const site = siteOf(baseUrl, codes.messages.translate('pl')('layout.site'));
  return passkeyRoutes({ ...codes, ...signIn, clock, site, perKeyAddress: limit('passkey-address', 60, QUARTER) });
}
