/** The browser as its owner would recognise it in a list of sessions, coarse on purpose: no version, half an address. */
export interface Browser {
  /** Such as `Firefox, Windows`; empty when it did not say. */
  device: string;
  /** The first half of its network address; empty when unknown. */
  place: string;
}
