export { routesOfPasskeys } from './every-page.routes.ts';
