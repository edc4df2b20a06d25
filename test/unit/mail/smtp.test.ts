import { SMTPServer } from 'smtp-server';
import { MailRefused, type OutgoingMail } from '../../../src/mail/port.ts';
import { smtpTransport } from '../../../src/mail/smtp.ts';

const MAIL: OutgoingMail = {
  messageId: '<1@exchange.example>', from: { name: 'Giełda', address: 'gielda@exchange.example' }, to: { name: 'Anna', address: 'anna@firm.example' },
  subject: 'Zażółć', text: 'text', html: '<p>text</p>', headers: {},
};

let server: Awaited<ReturnType<typeof startHesitant>>;
beforeEach(async () => (server = await startHesitant()));
afterEach(() => server.stop());

/** A mail server that says yes to a recipient when it is told to. */
async function startHesitant() {
  const taken: string[] = [];
  let ask = (): void => undefined;
  let gone = (): void => undefined;
  const asked = new Promise<void>((noted) => (ask = noted));
  const closed = new Promise<void>((noted) => (gone = noted));
  let answer = (): void => undefined;
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo(_address, _session, callback) {
      answer = callback;
      ask();
    },
    onData(stream, session, callback) {
      stream.resume().on('end', () => {
        taken.push(...session.envelope.rcptTo.map(({ address }) => address));
        callback(null);
      });
    },
    onClose: () => gone(),
  });
  smtp.on('error', () => undefined); // A line that was cut.
  const port = await new Promise<number>((resolve) => {
    const listening = smtp.listen(0, '127.0.0.1', () => {
      const address = listening.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  return {
    url: `smtp://127.0.0.1:${port}`, taken, asked, closed, answer: () => answer(),
    stop: () => new Promise<void>((resolve) => smtp.close(() => resolve())),
  };
}

test('a send that takes too long is cut off with its connection: a late yes of the server sends nothing', async () => {
  const transport = smtpTransport(server.url, 1_000);
  await expect(transport.send(MAIL)).rejects.toEqual(new MailRefused('no answer in time', false));
  server.answer();
  await server.closed;
  expect(server.taken).toEqual([]);
});

test('one that is answered in time is taken, once', async () => {
  const transport = smtpTransport(server.url);
  const sending = transport.send(MAIL);
  await server.asked;
  server.answer();
  expect(await sending).toMatch(/^250 /);
  await server.closed;
  expect(server.taken).toEqual([MAIL.to.address]);
});
