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

/** Why a mail was not taken. Permanent: the server refused it for good; otherwise it is worth another try. */
export class MailRefused extends Error {
  readonly permanent: boolean;
  constructor(message: string, permanent: boolean) {
    super(message);
    this.name = 'MailRefused';
    this.permanent = permanent;
  }
}

/** Somewhere to hand mails to: an SMTP server or the demo mailbox. */
export interface Transport {
  /** Returns what the server said. @throws MailRefused */
  send(mail: OutgoingMail): Promise<string>;
  close(): void;
}
