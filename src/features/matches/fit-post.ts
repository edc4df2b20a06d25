import type { LocalDate } from '../../kernel/dates.ts';
import type { Quantity, Unit } from '../../kernel/quantity.ts';
import type { ConceptRole } from '../../text/types.ts';

/** How well a thing is attested; for a need, what is good enough. */
export type Proof = 'certificate' | 'declaration' | 'maker-made';

/** Who carries: the supplier delivers, the buyer fetches, or as agreed. */
export type Handover = 'delivery' | 'pick-up' | 'either';

/** A concept of the vocabulary as a post names it: once per concept, in its strongest place. */
export interface PostConcept {
  id: string;
  role: ConceptRole;
  inTitle: boolean;
}

/** What the analyser read in a post (see `readPost`). */
export interface PostText {
  /** Folded keys of title and description, unique, without function words. */
  keys: readonly string[];
  /** Those of `keys` that the title holds. */
  titleKeys: readonly string[];
  concepts: readonly PostConcept[];
}

/** Where somebody is. Degrees are WGS 84, null when the town is not in the gazetteer. */
export interface FitPlace {
  lat: number | null;
  lng: number | null;
  townName: string | null;
  region: string | null;
  /** ISO 3166-1 alpha-2, such as `PL`. */
  country: string;
}

interface FitPost extends PostText, FitPlace {
  id: string;
  organisationId: string;
  unit: Unit | null;
  /** Pieces in one package, when the unit is packages. */
  packSize: number | null;
  /** Eight digits, with or without the check digit. */
  cpv: string | null;
}

/** A need as the scorer sees it: plain data. `quantity` is what is still open, in `unit`. */
export interface FitNeed extends FitPost {
  quantity: Quantity | null;
  neededBy: LocalDate | null;
  /** Empty: anything goes. */
  acceptable: readonly Proof[];
  requiredCertificates: readonly string[];
  acceptsPart: boolean;
  /** The least that one supplier may bring, in `unit`. */
  smallestPart: Quantity | null;
}

/** An offer as the scorer sees it: plain data. Amounts are what is still free, in `unit`. */
export interface FitOffer extends FitPost {
  mode: 'stock' | 'capacity';
  /** Of a stock. Of a capacity: what is still free of it, null when nothing is promised yet. */
  quantity: Quantity | null;
  /** Of a capacity. */
  perWeek: Quantity | null;
  availableFrom: LocalDate | null;
  /** The last day of the capacity or of the offer. */
  availableUntil: LocalDate | null;
  leadTimeDays: number | null;
  /** Empty: none stated. */
  certificatesHeld: readonly string[];
  proof: Proof | null;
  /** How far it is delivered, in kilometres; null: the whole country. */
  radiusKm: number | null;
  handover: Handover;
}

/** What an organisation says it can do in general: a weak standing offer, of no quantity and no date. */
export interface FitSupplier extends FitPlace {
  organisationId: string;
  /** Concept ids. */
  capabilities: readonly string[];
  certificatesHeld: readonly string[];
}
