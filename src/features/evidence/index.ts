export { TEXT_VERSIONS, type Consent, type Purpose } from './consent.ts';
export { recordConsent, type NewConsent } from './consent.repository.ts';
export { recordDisclosure, type Disclosed, type NewDisclosure } from './disclosure.repository.ts';
export { evidenceQueries, type DisclosureRow, type EvidenceQueries } from './evidence.queries.ts';
