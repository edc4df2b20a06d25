export {
  approve,
  CHECKS,
  confirm,
  isApproved,
  isNip,
  ORGANISATION_KINDS,
  recommend,
  refuse,
  reinstate,
  suspend,
  type Certificate,
  type Check,
  type DeliveryContact,
  type Membership,
  type Organisation,
  type OrganisationKind,
} from './organisation.ts';
export { loadGazetteer } from './gazetteer.ts';
export { organisationQueries, type CapableOrganisation, type OrganisationQueries, type PublicOrganisation } from './organisations.queries.ts';
export { digitsOf, foreignNumber, isRegon } from './numbers.ts';
export { organisationRepository, type OrganisationRepository } from './organisation.repository.ts';
export { CertificateSchema, OrganisationSchema } from './organisation.schema.ts';
export { distanceKm, findTowns, regionName, REGIONS, townCalled, type RegionId, type Town } from './town.ts';
