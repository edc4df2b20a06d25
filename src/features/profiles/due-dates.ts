/** Days before a certificate's end at which its holder is reminded, the far one first. */
export const REMIND_DAYS = [30, 7] as const;
/** Days after which an organisation is asked whether everything about it is still right. */
export const CONFIRM_AFTER = 365;
/** Days after which it is asked once more, if it has not answered. */
export const ASK_AGAIN_AFTER = 30;
/** Days in which the link of that mail works. */
export const CONFIRM_LINK_DAYS = 30;

/**
 * Which reminder is due when a certificate ends in so many days, given the one sent last (null: none): the nearest that
 * has come and was not sent. Null when none is, or when the certificate is over.
 */
export function dueReminder(daysLeft: number, lastSent: number | null): number | null {
  if (daysLeft < 0) return null;
  const reached = REMIND_DAYS.filter((days) => daysLeft <= days);
  const nearest = reached.at(-1);
  return nearest !== undefined && (lastSent === null || nearest < lastSent) ? nearest : null;
}
