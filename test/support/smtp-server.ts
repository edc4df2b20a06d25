import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A server on a port of 127.0.0.1. */
export interface SmtpServer {
  url: string;
  stop(): Promise<void>;
}

/** An SMTP server without TLS and sign-in that answers as the options say. */
export async function startSmtpServer(options: SMTPServerOptions): Promise<SmtpServer> {
  const smtp = new SMTPServer({ authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], logger: false, ...options });
  smtp.on('error', () => undefined); // A line that was cut.
  const port = await new Promise<number>((resolve) => {
    const listening = smtp.listen(0, '127.0.0.1', () => {
      const address = listening.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  return { url: `smtp://127.0.0.1:${port}`, stop: () => new Promise<void>((resolve) => smtp.close(() => resolve())) };
}

/** The error that makes the server answer so. */
export const answering = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code });
