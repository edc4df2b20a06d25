export interface Address {
  name: string;
  address: string;
}

/** A mail as it leaves: links are real, nothing is left to fill in. */
export interface OutgoingMail {
  /** Stable over every try, stored before the first: receivers recognise a repeat by it. */
  messageId: string;
  from: Address;
  /** Where reports about it go, when not to the sender. */
  returnPath?: string | null;
  to: Address;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
}

/** What was refused: this try (another is worth it), this mail for good, or whatever goes to this address. */
export type Refused = 'try' | 'mail' | 'address';

/** Why a mail was not taken, in the server's words. */
export class MailRefused extends Error {
  readonly refused: Refused;
  constructor(message: string, refused: Refused) {
    super(message);
    this.name = 'MailRefused';
    this.refused = refused;
  }
}

/** Somewhere to hand mails to: an SMTP server or the demo mailbox. */
export interface Transport {
  /** Returns what the server said. @throws MailRefused */
  send(mail: OutgoingMail): Promise<string>;
  close(): void;
}
