import { MailRefused, type OutgoingMail, type Transport } from './port.ts';

const CONNECT_WITHIN = 8_000;
const SILENT_AT_MOST = 10_000;
/** A send that has not ended by now is cut off; the claim on the mail outlives it. */
const SEND_WITHIN = 20_000;

/** RFC 3463 and 7505: no such mailbox or domain, no address at all, moved away, a domain without mail. */
const ADDRESS_IS_BAD = /^5\d\d[ -]5\.1\.(?:1|2|3|6|10)\b/;

/** Answers from 500 on are for good; 4xx, network faults and silence are worth another try. */
function refusal(error: unknown): MailRefused {
  if (!(error instanceof Error)) return new MailRefused('unknown fault', 'try');
  const text = error.message.slice(0, 500);
  const answer = 'response' in error ? String(error.response) : '';
  // The same code to MAIL FROM is about our own address: that must not stop those of the people we write to.
  const aboutRecipient = 'command' in error && error.command === 'RCPT TO';
  if (aboutRecipient && ADDRESS_IS_BAD.test(answer)) return new MailRefused(text, 'address');
  return new MailRefused(text, answer.startsWith('5') ? 'mail' : 'try');
}

function message(mail: OutgoingMail) {
  return {
    messageId: mail.messageId,
    from: mail.from,
    to: [mail.to],
    // The envelope is given explicitly: addresses are never parsed out of a header line.
    envelope: { from: mail.returnPath ?? mail.from.address, to: [mail.to.address] },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: mail.headers,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/* Slow to load and not needed before the first mail. */
async function transporterOf(url: string) {
  const { createTransport } = await import('nodemailer');
  return createTransport({ url, connectionTimeout: CONNECT_WITHIN, greetingTimeout: CONNECT_WITHIN, socketTimeout: SILENT_AT_MOST });
}

/**
 * Hands mails to an SMTP server, one connection a mail: nothing waits in a silent pool. A send that takes longer than
 * `within` ms in all is cut off with its connection: left alone it might still succeed, and the mail would go out twice.
 */
export function smtpTransport(url: string, within = SEND_WITHIN): Transport {
  let made: ReturnType<typeof transporterOf> | undefined;
  return {
    async send(mail) {
      const transporter = await (made ??= transporterOf(url));
      const signal = AbortSignal.timeout(within);
      try {
        return (await transporter.sendMail({ ...message(mail), signal })).response;
      } catch (error) {
        throw signal.aborted ? new MailRefused('no answer in time', 'try') : refusal(error);
      }
    },
    close: () => void made?.then((transporter) => transporter.close()),
  };
}
