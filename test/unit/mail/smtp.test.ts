import { MailRefused, type OutgoingMail, type Refused } from '../../../src/mail/port.ts';
import { smtpTransport } from '../../../src/mail/smtp.ts';
import { answering, startSmtpServer } from '../../support/smtp-server.ts';

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
  const server = await startSmtpServer({
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
  return { ...server, taken, asked, closed, answer: () => answer() };
}

test('a send that takes too long is cut off with its connection: a late yes of the server sends nothing', async () => {
  const transport = smtpTransport(server.url, 1_000);
  await expect(transport.send(MAIL)).rejects.toEqual(new MailRefused('no answer in time', 'try'));
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

describe('a refusal is', () => {
  const ANSWERS: [string, 'onMailFrom' | 'onRcptTo', number, string, Refused][] = [
    ['about the address, which nobody has', 'onRcptTo', 550, '5.1.1 No such user here', 'address'],
    ['about the address, whose domain takes no mail', 'onRcptTo', 556, '5.1.10 Recipient address has null MX', 'address'],
    ['about the mail, when the server gives no reason a program can read', 'onRcptTo', 550, 'No such user here', 'mail'],
    ['about the mail, when a rule of the server forbids it', 'onRcptTo', 550, '5.7.1 Relaying denied', 'mail'],
    ['about the mail, when it is our own address that is wrong', 'onMailFrom', 553, '5.1.8 Sender address rejected', 'mail'],
    ['about the mail, when the server does not know us', 'onMailFrom', 550, '5.1.1 Sender address rejected: User unknown', 'mail'],
    ['about the mail, when too many come to one mailbox', 'onRcptTo', 550, '5.2.1 Receiving mail at a rate that prevents delivery', 'mail'],
    ['about this try, when the mailbox is full', 'onRcptTo', 452, '4.2.2 Mailbox full', 'try'],
    ['about this try, when the server cannot tell yet', 'onRcptTo', 450, '4.1.1 Try again later', 'try'],
  ];
  test.each(ANSWERS)('%s', async (_, stage, code, text, refused) => {
    const no = (_address: unknown, _session: unknown, callback: (error: Error) => void) => callback(answering(code, text));
    const refusing = await startSmtpServer({ [stage]: no });
    const failure = await smtpTransport(refusing.url).send(MAIL).catch((error: unknown) => error);
    await refusing.stop();
    expect(failure).toBeInstanceOf(MailRefused);
    expect(failure).toMatchObject({ refused, message: expect.stringContaining(text) });
  });
});
