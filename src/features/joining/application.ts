import type { Language } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Organisation, OrganisationKind } from '../organisations/index.ts';

/** `unverified`: nobody has answered the mail yet, and no organisation exists; then the office's turn. */
export type ApplicationState = 'unverified' | 'waiting' | 'approved' | 'refused';

/** The kinds that may apply; the office is made by the administrator. */
export const APPLICANT_KINDS: readonly OrganisationKind[] = ['firm', 'health-care', 'university', 'public-body', 'partner-cluster'];

/** Everything that was typed of the organisation, as it was understood and confirmed. */
export type ApplicationContent =
  Pick<Organisation, 'kind' | 'name' | 'country' | 'nip' | 'regon' | 'registrationNumber' | 'townId' | 'townName' | 'region' | 'lat' | 'lng'
    | 'website' | 'capabilities' | 'machines'> & {
      phone: string;
      /** Lines in which the vocabulary found nothing: for the office to read. */
      unknown: string[];
      /** What the applicant wants the office to know. */
      note: string | null;
      /** Organisations asked to speak for it, at most two. */
      recommenders: string[];
    };

/** A wish to join, from the form to the office's word. */
export interface Application {
  id: string;
  organisationId: string | null;
  personId: string | null;
  email: string;
  personName: string;
  language: Language;
  content: ApplicationContent;
  /** Which text about personal data was shown. */
  informationVersion: string;
  state: ApplicationState;
  submissionKey: string;
  createdAt: Date;
  verifiedAt: Date | null;
  decidedAt: Date | null;
  decidedBy: string | null;
  reason: string | null;
}

/** Days in which the mail must be answered; then the form is forgotten. */
export const ANSWER_DAYS = 7;
/** Members who speak for a newcomer (product: "applied → recommended (two member firms)"). */
export const RECOMMENDATIONS = 2;

/** The office says its word. @throws DomainError conflict when it has said it before */
export function decide(
  application: Application, state: 'approved' | 'refused', by: { personId: string | null; reason: string | null }, now: Date,
): Application {
  if (application.state !== 'waiting') throw new DomainError('conflict', 'join.decided', { state: application.state });
  return { ...application, state, decidedAt: now, decidedBy: by.personId, reason: by.reason };
}

/** What an organisation would have typed to be what it is. */
export function contentFrom(organisation: Organisation): ApplicationContent {
  const { kind, name, country, nip, regon, registrationNumber, townId, townName, region, lat, lng, website, capabilities, machines } = organisation;
  return {
    kind, name, country, nip, regon, registrationNumber, townId, townName, region, lat, lng, website, capabilities, machines,
    phone: organisation.contact.phone ?? '', unknown: [], note: null, recommenders: [],
  };
}

/** The organisation as it begins. */
export function organisationFrom(content: ApplicationContent, person: string, id: string, now: Date): Organisation {
  const { phone, unknown: _unknown, note: _note, recommenders: _recommenders, ...own } = content;
  return {
    ...own, id, contact: { person, phone }, membership: 'applied', membershipReason: null, checkedAt: null, checks: [], confirmedAt: now,
    confirmationAskedAt: null, createdAt: now, version: 1,
  };
}
