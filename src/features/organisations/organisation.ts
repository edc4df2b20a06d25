export type OrganisationKind = 'firm' | 'health-care' | 'university' | 'public-body' | 'partner-cluster' | 'office';
export const ORGANISATION_KINDS: readonly OrganisationKind[] = [
  'firm', 'health-care', 'university', 'public-body', 'partner-cluster', 'office',
];

export type Membership = 'applied' | 'recommended' | 'approved' | 'refused' | 'suspended';

/** Where deliveries go and who takes them in: shown to both sides of an accepted commitment, to nobody else. */
export interface DeliveryContact {
  person: string;
  phone: string;
  address: string;
  hours: string;
}

/** A firm, health-care provider, university, public body or partner cluster; posts belong to it. */
export interface Organisation {
  id: string;
  kind: OrganisationKind;
  name: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  nip: string | null;
  registrationNumber: string | null;
  townId: number | null;
  townName: string;
  region: string | null;
  lat: number | null;
  lng: number | null;
  website: string | null;
  /** Concept ids: weak standing offers ("has injection presses"). */
  capabilities: string[];
  contact: Partial<DeliveryContact>;
  membership: Membership;
  membershipReason: string | null;
  /** When the office last checked the registration data; the badge says so. */
  checkedAt: Date | null;
  createdAt: Date;
  version: number;
}

/** A certificate as stated by its holder; `validUntil` null means without an end. */
export interface Certificate {
  id: string;
  organisationId: string;
  name: string;
  validUntil: string | null;
}

export const isApproved = (organisation: Pick<Organisation, 'membership'>): boolean => organisation.membership === 'approved';

const NIP_WEIGHTS = [6, 5, 7, 2, 3, 4, 5, 6, 7];

/** Checks the last digit of a Polish tax number: the weighted sum of the first nine modulo 11 (never 10). Source: Ministry of Finance. */
export function isNip(text: string): boolean {
  const digits = text.replace(/[\s-]/g, '');
  if (!/^\d{10}$/.test(digits)) return false;
  const sum = NIP_WEIGHTS.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return sum % 11 === Number(digits[9]);
}
