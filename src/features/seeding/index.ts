export { seed, type SeedKind } from './seed.ts';
export { DEMO_PASSWORD, DEMO_SIGN_INS } from './seed-people.ts';
export type { SeedDeps } from './seed-deps.ts';
