export { routesOfPeople } from './every-page.routes.ts';
export { otherAdministrators } from './registry.queries.ts';
export { lockColleagues } from './standing.queries.ts';
