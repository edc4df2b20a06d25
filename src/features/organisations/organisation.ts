import { DomainError } from '../../kernel/errors.ts';

export type OrganisationKind = 'firm' | 'health-care' | 'university' | 'public-body' | 'partner-cluster' | 'office';
export const ORGANISATION_KINDS: readonly OrganisationKind[] = [
  'firm', 'health-care', 'university', 'public-body', 'partner-cluster', 'office',
];

/** What the office looked at before it said yes; the badge names them. */
export const CHECKS = ['register', 'address', 'phone', 'visit', 'certificates'] as const;
export type Check = (typeof CHECKS)[number];

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
  regon: string | null;
  /** VAT or registration number outside Poland. */
  registrationNumber: string | null;
  townId: number | null;
  townName: string;
  region: string | null;
  lat: number | null;
  lng: number | null;
  website: string | null;
  /** Concept ids: weak standing offers ("has injection presses"). */
  capabilities: string[];
  /** In the organisation's own words: "Krauss-Maffei 160 t". */
  machines: string[];
  contact: Partial<DeliveryContact>;
  membership: Membership;
  membershipReason: string | null;
  /** When the office last checked the registration data; the badge says so. */
  checkedAt: Date | null;
  checks: Check[];
  /** When the organisation last said that all is still right. */
  confirmedAt: Date | null;
  confirmationAskedAt: Date | null;
  createdAt: Date;
  version: number;
}

/** A certificate as stated by its holder; `validUntil` null means without an end. */
export interface Certificate {
  id: string;
  organisationId: string;
  name: string;
  validUntil: string | null;
  /** Its proof. */
  fileId?: string | null;
  createdAt?: Date | null;
  /** Days before its end of which its holder was reminded last. */
  remindedDays?: number | null;
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

const wrong = (organisation: Organisation, action: string): never => {
  throw new DomainError('conflict', 'organisation.wrong-membership', { action, membership: organisation.membership });
};

const isWaiting = ({ membership }: Pick<Organisation, 'membership'>): boolean => membership === 'applied' || membership === 'recommended';

/** Two members have spoken for it; the office still decides. */
export function recommend(organisation: Organisation): Organisation {
  return organisation.membership === 'applied' ? { ...organisation, membership: 'recommended' } : organisation;
}

/** The office's yes. The badge says what was checked, and today. */
export function approve(organisation: Organisation, checks: readonly Check[], now: Date): Organisation {
  if (!isWaiting(organisation)) return wrong(organisation, 'approve');
  return { ...organisation, membership: 'approved', membershipReason: null, checkedAt: now, checks: [...checks], confirmedAt: now };
}

/** The office's no. */
export function refuse(organisation: Organisation, reason: string): Organisation {
  if (!isWaiting(organisation)) return wrong(organisation, 'refuse');
  return { ...organisation, membership: 'refused', membershipReason: reason };
}

/** The office takes a member out for a time. */
export function suspend(organisation: Organisation, reason: string): Organisation {
  if (organisation.membership !== 'approved' || organisation.kind === 'office') return wrong(organisation, 'suspend');
  return { ...organisation, membership: 'suspended', membershipReason: reason };
}

/** Back in, checked anew as far as `checks` say. */
export function reinstate(organisation: Organisation, checks: readonly Check[], now: Date): Organisation {
  if (organisation.membership !== 'suspended') return wrong(organisation, 'reinstate');
  return { ...organisation, membership: 'approved', membershipReason: null, checkedAt: now, checks: [...checks] };
}

/** Its people say that everything about it is still right. */
export const confirm = (organisation: Organisation, now: Date): Organisation => ({ ...organisation, confirmedAt: now, confirmationAskedAt: null });
