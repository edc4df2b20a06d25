import type { EntityManager } from 'typeorm';

/** What a report about an undelivered mail says. Permanent: no use trying this address again. */
export interface Bounce {
  /** The mail it is about, by its own id. */
  mailId: string;
  permanent: boolean;
  /** In the words of the other mail server. */
  reason: string;
}

const LONGEST = 500;

/**
 * Notes a bounce at its mail. A permanent one marks the stored address of that mail (never an address out of the
 * report) as failing: nothing more is sent there. A repeat changes nothing. False for a mail that is not ours.
 */
export async function noteBounce(manager: EntityManager, bounce: Bounce, at: Date): Promise<boolean> {
  const reason = bounce.reason.replace(/[\s\0]+/g, ' ').trim().slice(0, LONGEST) || 'no reason given';
  const [mails] = await manager.query<[{ to_address: string }[], number]>(
    `UPDATE mail SET bounced_at = coalesce(bounced_at, $2), bounce = coalesce(bounce, $3),
       state = CASE WHEN $4 THEN 'dead' ELSE state END, last_error = CASE WHEN $4 THEN $3 ELSE last_error END
     WHERE id = $1 RETURNING to_address`,
    [bounce.mailId, at, reason, bounce.permanent]);
  const address = mails[0]?.to_address.toLowerCase();
  if (address === undefined) return false;
  if (bounce.permanent && address !== '') {
    await manager.query(
      `INSERT INTO failing_address (address, since, reason, mail_id) VALUES ($1, $2, $3, $4) ON CONFLICT (address) DO NOTHING`,
      [address, at, reason, bounce.mailId]);
  }
  return true;
}

export interface FailingAddress {
  address: string;
  since: Date;
  reason: string;
}

/** Addresses nothing is sent to any more, newest first. */
export function failingAddresses(manager: EntityManager, limit: number): Promise<FailingAddress[]> {
  return manager.query(`SELECT address, since, reason FROM failing_address ORDER BY since DESC, address LIMIT $1`, [limit]);
}

/** Lets mails go to an address again; false when it was not failing. */
export async function trustAddress(manager: EntityManager, address: string): Promise<boolean> {
  const [, count] = await manager.query<[unknown[], number]>(`DELETE FROM failing_address WHERE address = lower($1)`, [address]);
  return count === 1;
}
