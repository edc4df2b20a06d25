import type { DataSource } from 'typeorm';
import type { Clock } from '../kernel/clock.ts';
import type { Address, OutgoingMail, Transport } from './port.ts';

export interface MailboxMail {
  id: string;
  from: Address;
  to: Address;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  arrivedAt: Date;
}

export interface Mailbox extends Transport {
  /** The newest mails, at most `limit`; `to` keeps those of one address. */
  list(limit: number, to?: string): Promise<MailboxMail[]>;
  find(id: string): Promise<MailboxMail | null>;
}

interface Row {
  id: string;
  to_name: string;
  to_address: string;
  from_name: string;
  from_address: string;
  subject: string;
  body_text: string;
  body_html: string;
  headers: Record<string, string>;
  arrived_at: Date;
}

const mailOf = (row: Row): MailboxMail => ({
  id: row.id,
  from: { name: row.from_name, address: row.from_address },
  to: { name: row.to_name, address: row.to_address },
  subject: row.subject,
  text: row.body_text,
  html: row.body_html,
  headers: row.headers,
  arrivedAt: row.arrived_at,
});

/** The demo's mail server: mails land in a table and can be read on a page. A repeated Message-ID lands once. */
export function createMailbox(dataSource: DataSource, clock: Clock): Mailbox {
  const insert = (mail: OutgoingMail) =>
    dataSource.query(
      `INSERT INTO mailbox (message_id, to_name, to_address, from_name, from_address, subject, body_text, body_html, headers, arrived_at)
       VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) ON CONFLICT (message_id) DO NOTHING`,
      [mail.messageId, mail.to.name, mail.to.address, mail.from.name, mail.from.address, mail.subject, mail.text, mail.html,
        JSON.stringify(mail.headers), clock.now()],
    );
  return {
    async send(mail) {
      await insert(mail);
      return '250 in the demo mailbox';
    },
    close: () => undefined,
    async list(limit, to) {
      const rows = await dataSource.query<Row[]>(
        `SELECT * FROM mailbox WHERE $2::text IS NULL OR to_address = $2 ORDER BY arrived_at DESC, id LIMIT $1`,
        [limit, to ?? null],
      );
      return rows.map(mailOf);
    },
    async find(id) {
      const rows = await dataSource.query<Row[]>(`SELECT * FROM mailbox WHERE id = $1`, [id]);
      return rows[0] ? mailOf(rows[0]) : null;
    },
  };
}
