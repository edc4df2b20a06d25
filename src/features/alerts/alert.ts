import type { Verdict } from '../matches/index.ts';

/** How soon a person wants to hear of a kind of match. */
export type Frequency = 'instant' | 'daily' | 'weekly' | 'never';
export const FREQUENCIES: readonly Frequency[] = ['instant', 'daily', 'weekly', 'never'];

export type AlertVerdict = Exclude<Verdict, 'no'>;

/** On which side of the match the told person stands: `offer` supplies, `need` owns the need. */
export type AlertSide = 'offer' | 'need';

/** Where an alert waits or went: by itself, in a digest, or not yet (its firm is in a later wave of the need). */
export type AlertChannel = Exclude<Frequency, 'never'> | 'wave';

/** What one unsubscribe link ends. */
export type AlertKind = 'fits' | 'maybe' | 'digest';
export const ALERT_KINDS: readonly AlertKind[] = ['fits', 'maybe', 'digest'];

/** A person's choice for one organisation. `overflow`: what exceeds the day's instant mails comes in the daily digest. */
export interface Preference {
  fits: Frequency;
  maybe: Frequency;
  overflow: boolean;
}

/** Until a person chooses (matching: "alerts people keep on"). */
export const STANDARD: Preference = { fits: 'instant', maybe: 'daily', overflow: true };

/** More instant mails than this a day make people switch them off. */
export const INSTANT_A_DAY = 5;

/** Best matches that a mail shows; the rest is behind a link. */
export const SHOWN = 5;

/**
 * A person being told that a match has risen. A row is a promise to tell: it is written once per match, person and
 * verdict and never again, so running a job twice tells nobody twice. A pair told as *maybe* that later rises to *fits*
 * is told once more: the digest's "may fit" was a hint among others, and what turned it into a real answer (a certificate
 * added, a date given) is news that the person waits for. The other way round nothing rises, so nobody is told.
 */
export interface Alert {
  id: string;
  matchId: string;
  personId: string;
  organisationId: string;
  side: AlertSide;
  verdict: AlertVerdict;
  channel: AlertChannel;
  /** The wave of its need with which it went out; null while it waits for one and for alerts outside of waves. */
  wave: number | null;
  mailId: string | null;
  /** Since when it waits in its channel. */
  waitingSince: Date;
  toldAt: Date | null;
}

/** One digest: a person, a frequency, the day it was due. */
export interface Digest {
  id: string;
  personId: string;
  frequency: 'daily' | 'weekly';
  day: string;
  mailId: string | null;
  alerts: number;
  createdAt: Date;
}

/** How soon the person hears of it. An organisation's capability is a *maybe*, whatever its score. */
export const frequencyOf = (preference: Preference, verdict: AlertVerdict): Frequency => preference[verdict];

/** Where an instant alert goes when the person has had `today` instant mails already; null: nowhere. */
export function instantChannel(today: number, preference: Preference): 'instant' | 'daily' | null {
  if (today < INSTANT_A_DAY) return 'instant';
  return preference.overflow ? 'daily' : null;
}

/**
 * The preference after one click on "unsubscribe". *fits* and *maybe* end that kind altogether; *digest* ends whatever
 * came in digests of that frequency, and for daily ones also what exceeds the day's instant mails.
 */
export function afterUnsubscribe(before: Preference, kind: AlertKind, frequency: 'daily' | 'weekly' = 'daily'): Preference {
  if (kind !== 'digest') return { ...before, [kind]: 'never' };
  const without = (chosen: Frequency): Frequency => (chosen === frequency ? 'never' : chosen);
  return {
    fits: without(before.fits),
    maybe: without(before.maybe),
    overflow: before.overflow && frequency !== 'daily',
  };
}

/**
 * Where a waiting alert belongs after its person chose anew; null: it is dropped. What waits for a digest is not sent
 * at once when the person switches to instant mails, it comes in the next daily digest.
 */
export function channelAfter(channel: AlertChannel, verdict: AlertVerdict, chosen: Preference): AlertChannel | null {
  const frequency = frequencyOf(chosen, verdict);
  if (frequency === 'never') return null;
  if (channel === 'wave') return channel;
  if (frequency !== 'instant') return frequency;
  if (channel === 'instant') return channel;
  return chosen.overflow ? 'daily' : null;
}
