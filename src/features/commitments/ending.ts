/** What becomes of a commitment when its post ends: it goes on, or it ends for the same reason. */
export type Fate = 'keep' | 'end';

export interface PostEnding {
  postId: string;
  way: 'withdrawal' | 'closure';
  /** Why the post ends, and why its commitments end with it. */
  reason: string;
  /** Chosen one by one, each with the version the person saw. */
  fates: ReadonlyMap<string, { fate: Fate; seen: number | null }>;
  /** Chosen for all open proposals at once; live commitments then go on. */
  proposals: Fate | null;
}
