export { REASON_SAMPLES } from './reasons.view.ts';
export { styleguideRoutes } from './styleguide.routes.ts';
