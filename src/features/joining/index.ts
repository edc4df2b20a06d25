import { ApplicationSchema, RecommendationSchema, SettingSchema } from './application.schema.ts';

export { contentFrom } from './application.ts';
export { applicationRepository } from './application.repository.ts';
export { applicationQueries, type ApplicationDetail, type ApplicationQueries } from './applications.queries.ts';
export { approveApplication, refuseApplication, reinstateOrganisation, suspendOrganisation, type DecideDeps } from './decide.command.ts';
export { understandLine, type UnderstoodLine } from './capabilities.ts';
export { applyAgain } from './reapply.command.ts';
export { recommendationRow } from './application.view.ts';
export { countryName, countryOptions } from './countries.ts';
export { mailMembers, type MembershipMailDeps } from './membership.emails.ts';
export { numberText, organisationFacts } from './organisation-facts.view.ts';
export { abilities, numbers, organisationName, phone, place, website, type OrganisationContext } from './organisation-fields.ts';
export { conceptChoices, namedErrors } from './join.view.ts';
export { contextOf } from './join.routes.ts';
export { APPLICANT_KINDS } from './application.ts';
export { joiningRoutes, type JoiningDeps } from './joining.routes.ts';
export { createStamps } from './stamp.ts';

export const joiningSchemas = [ApplicationSchema, RecommendationSchema, SettingSchema];
