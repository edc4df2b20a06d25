export { providerFeature } from './every-page.routes.ts';
export type { ProviderSettings } from './oidc.ts';
