export { routesOfPasskeys } from './every-page.routes.ts';
export { removePasskeys } from './passkey.repository.ts';
