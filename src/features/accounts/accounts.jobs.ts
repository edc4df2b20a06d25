import type { RecurringJob } from '../../jobs/worker.ts';

/** Mails a link for a new password, when the address has an account. Payload: `{email}`. */
export const SEND_PASSWORD_LINK = 'send-password-link';
/** Asks the owner of a new address to confirm it. Payload: `{personId, email}`. */
export const SEND_ADDRESS_LINK = 'send-address-link';
/** Forgets the sign-in log of long ago and sessions that have run out. */
export const FORGET_SIGN_INS = 'forget-sign-ins';

export const accountRecurring: readonly RecurringJob[] = [{ name: FORGET_SIGN_INS, cron: '41 2 * * *' }];
