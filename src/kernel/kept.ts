/**
 * Reads at most once in so many milliseconds: whoever asks in between, also while it is being read, gets the same
 * answer. A failure is told to those who waited for it and not kept.
 */
export function keptFor<T>(milliseconds: number, read: () => Promise<T>, now: () => number = () => performance.now()): () => Promise<T> {
  let current: Promise<T> | null = null;
  let until = 0;
  return () => {
    if (current === null || now() >= until) {
      until = now() + milliseconds;
      const reading = read().catch((error: unknown) => {
        if (current === reading) current = null;
        throw error;
      });
      current = reading;
    }
    return current;
  };
}
