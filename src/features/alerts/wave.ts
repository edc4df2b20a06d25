/** Firms of one wave (matching: "a need goes out in waves of the 30 best firms"). */
export const WAVE_FIRMS = 30;
const SILENCE = 24 * 3_600_000;

/** The wave of a need that went out last; `firms` are the ids of the organisations told with it. */
export interface Wave {
  number: number;
  releasedAt: Date;
  firms: readonly string[];
}

export interface WaveFacts {
  wave: Wave;
  /** When somebody last proposed to supply the need, or was asked to: the latest commitment, whatever became of it. */
  answeredAt: Date | null;
  /** Firms of the last wave that have not said no, that is, not dismissed every match with the need. */
  silentFirms: number;
  /** Part of the need is neither promised nor proposed. */
  uncovered: boolean;
}

/**
 * Whether the next firms hear of the need. An answer is a commitment proposed or asked for; it starts the 24 hours anew,
 * since the owner then has something to decide. A dismissal is no answer to the owner, it only counts one firm out:
 * when the whole wave has said no, the next one does not wait. Nothing goes out while proposals cover the need.
 */
export function nextWaveIsDue(facts: WaveFacts, now: Date): boolean {
  if (!facts.uncovered) return false;
  if (facts.silentFirms === 0) return true;
  const lastSign = Math.max(facts.wave.releasedAt.getTime(), facts.answeredAt?.getTime() ?? 0);
  return now.getTime() - lastSign >= SILENCE;
}

/** A wave that still takes firms: those in `firms` anyway, and `room` more. */
export interface OpenWave {
  number: number;
  firms: ReadonlySet<string>;
  room: number;
}

/** The first wave, or the one after `last`. */
export const waveAfter = (last: Wave | null): OpenWave => ({ number: (last?.number ?? 0) + 1, firms: new Set(), room: WAVE_FIRMS });

/** The wave with which newly found firms of a need go out: the running one as long as it is young, else a new one. */
export function runningWave(last: Wave | null, now: Date): OpenWave {
  if (!last || now.getTime() - last.releasedAt.getTime() >= SILENCE) return waveAfter(last);
  return { number: last.number, firms: new Set(last.firms), room: Math.max(0, WAVE_FIRMS - last.firms.length) };
}

/** Splits what is to be told, best first, into what goes with this wave (whole firms) and what waits for a later one. */
export function splitWave<T extends { organisationId: string }>(ranked: readonly T[], wave: OpenWave): { now: T[]; later: T[] } {
  const fresh = [...new Set(ranked.map(({ organisationId }) => organisationId))].filter((firm) => !wave.firms.has(firm));
  const chosen = new Set([...wave.firms, ...fresh.slice(0, wave.room)]);
  const [now, later]: [T[], T[]] = [[], []];
  for (const one of ranked) (chosen.has(one.organisationId) ? now : later).push(one);
  return { now, later };
}
