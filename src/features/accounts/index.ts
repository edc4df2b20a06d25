export { createAdministrator, resetPassword, type NewAdministrator } from './administer-account.command.ts';
export { accountQueries, type AccountQueries } from './accounts.queries.ts';
export { accountRoutes } from './accounts.routes.ts';
export { hashPassword } from './password.ts';
export { normaliseEmail, type OrganisationMember, type Person } from './person.ts';
export { personRepository, type NewPerson, type PersonRepository } from './person.repository.ts';
export { membersOf, officePeople } from './recipients.queries.ts';
export { OrganisationMemberSchema, PersonSchema } from './person.schema.ts';
export { verifySignIn } from './sign-in.command.ts';
