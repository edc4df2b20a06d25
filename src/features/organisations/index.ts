export {
  isApproved,
  isNip,
  ORGANISATION_KINDS,
  type Certificate,
  type DeliveryContact,
  type Membership,
  type Organisation,
  type OrganisationKind,
} from './organisation.ts';
export { loadGazetteer } from './gazetteer.ts';
export { organisationQueries, type CapableOrganisation, type OrganisationQueries, type PublicOrganisation } from './organisations.queries.ts';
export { CertificateSchema, OrganisationSchema } from './organisation.schema.ts';
export { distanceKm, findTowns, REGIONS, type RegionId, type Town } from './town.ts';
