/** One request with files, in memory. Whoever still uses its files holds it; when nobody does any more the place is free. */
export interface UploadPlace {
  /** Returns what lets go again; letting go twice counts once. */
  hold(): () => void;
}

/** The requests with files that this process holds in memory at the same time. */
export interface UploadPlaces {
  /** A place for somebody's request, held by nobody yet; null when all are taken, or as many as one person may have. */
  take(personId: string): UploadPlace | null;
}

export interface UploadPlaceRules {
  all: number;
  perPerson: number;
}

export function createUploadPlaces({ all, perPerson }: UploadPlaceRules): UploadPlaces {
  /** Whose request is in each taken place. */
  const taken = new Set<{ personId: string }>();
  return {
    take(personId) {
      const own = [...taken].filter((one) => one.personId === personId).length;
      if (taken.size >= all || own >= perPerson) return null;
      const place = { personId };
      const holders = new Set<symbol>();
      taken.add(place);
      return {
        hold() {
          const holder = Symbol('holder');
          holders.add(holder);
          return () => {
            holders.delete(holder);
            if (holders.size === 0) taken.delete(place);
          };
        },
      };
    },
  };
}
