import { MailRefused, type OutgoingMail, type Transport } from './port.ts';

const CONNECT_WITHIN = 8_000;
const SILENT_AT_MOST = 10_000;
/** A send that has not ended by now is given up; the claim on the mail outlives it. */
export const SEND_WITHIN = 20_000;

/** Answers from 500 on are for good; 4xx, network faults and silence are worth another try. */
function refusal(error: unknown): MailRefused {
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
  const permanent = code >= 500 && code < 600;
  return new MailRefused(error instanceof Error ? error.message.slice(0, 500) : 'unknown fault', permanent);
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

/** Hands mails to an SMTP server, one connection a mail: nothing waits in a silent pool. */
export function smtpTransport(url: string): Transport {
  let made: ReturnType<typeof transporterOf> | undefined;
  return {
    async send(mail) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new MailRefused('no answer in time', false)), SEND_WITHIN);
      });
      try {
        const sending = (made ??= transporterOf(url)).then((transporter) => transporter.sendMail(message(mail)));
        const sent = await Promise.race([sending, late]);
        return sent.response;
      } catch (error) {
        throw error instanceof MailRefused ? error : refusal(error);
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => void made?.then((transporter) => transporter.close()),
  };
}
