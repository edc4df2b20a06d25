import { SMTPServer } from 'smtp-server';
import PostalMime from 'postal-mime';

/** A mail as an SMTP server took it. */
export interface ReceivedMail {
  /** When the server said yes, on the clock of `performance.now()`. */
  acceptedAt: number;
  /** Of the envelope. */
  to: string;
  messageId: string;
  subject: string;
  text: string;
  html: string;
  headers: ReadonlyMap<string, string>;
}

/** A real SMTP server on a free port of this machine that keeps what it takes. */
export interface MailServer {
  url: string;
  mails: readonly ReceivedMail[];
  /** Mails taken for this address, in order. */
  to(address: string): ReceivedMail[];
  /** The first mail of which `wanted` is true, from the past or the future; null when none comes in time. */
  find(wanted: (mail: ReceivedMail) => boolean, withinMs?: number): Promise<ReceivedMail | null>;
  stop(): Promise<void>;
}

const PATIENCE = 15_000;

async function parse(raw: Buffer, to: string, acceptedAt: number): Promise<ReceivedMail> {
  const mail = await PostalMime.parse(raw);
  return {
    acceptedAt,
    to,
    messageId: mail.messageId ?? '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    headers: new Map(mail.headers.map(({ key, value }) => [key, value])),
  };
}

function listen(server: SMTPServer): Promise<number> {
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

/** Starts the server. */
export async function startMailServer(): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const watchers = new Set<(mail: ReceivedMail) => void>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      const to = session.envelope.rcptTo[0]?.address ?? '';
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', callback);
      stream.on('end', () => {
        callback(null);
        const acceptedAt = performance.now();
        void parse(Buffer.concat(chunks), to, acceptedAt).then((mail) => {
          mails.push(mail);
          for (const watch of watchers) watch(mail);
        });
      });
    },
  });
  const port = await listen(server);
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    to: (address) => mails.filter((mail) => mail.to === address),
    find(wanted, withinMs = PATIENCE) {
      const known = mails.find(wanted);
      if (known) return Promise.resolve(known);
      return new Promise((resolve) => {
        const end = (mail: ReceivedMail | null) => {
          clearTimeout(timer);
          watchers.delete(watch);
          resolve(mail);
        };
        const timer = setTimeout(() => end(null), withinMs);
        const watch = (mail: ReceivedMail) => (wanted(mail) ? end(mail) : undefined);
        watchers.add(watch);
      });
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
