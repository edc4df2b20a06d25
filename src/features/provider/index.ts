export { providerFeature } from './every-page.routes.ts';
export { removeIdentities } from './identity.repository.ts';
export type { ProviderSettings } from './oidc.ts';
