export { routesOfPeople } from './every-page.routes.ts';
