import { daysBetween } from '../../src/kernel/dates.ts';
import type { ReceivedMail } from '../support/mail-server.ts';
import { coverage, isOnBoard, type Promised } from './answering.ts';
import type { Stage } from './stage.ts';

/* The next mail that this address gets. */
async function nextMail(
  { mail, settle }: Stage,
  email: string,
  act: () => Promise<void>,
): Promise<ReceivedMail | null> {
  const known = mail.to(email).length;
  await act();
  await settle();
  return mail.to(email)[known] ?? null;
}

async function sentAndReceived(stage: Stage, needId: string, promised: Promised): Promise<void> {
  const { say, players, now } = stage;
  const { clinic, near } = players;
  say.heading('5. Sent 300, received 250: mails, states and figures follow');
  const toClinic = await nextMail(stage, clinic.email, async () => {
    const sent = await near.browser.submit(await near.browser.get(promised.near), '/deliveries', {
      sent: '300',
      on: now,
      carrier: 'Kurier',
      reference: 'T-300',
    });
    say.check(
      `${near.organisation} signs in and marks 300 sent`,
      sent.status === 200 && sent.path === promised.near,
      sent.text,
    );
  });
  say.holds('the clinic gets a mail', `${toClinic?.subject ?? ''} ${toClinic?.text ?? ''}`, '300');
  say.equal('coverage', await coverage(stage, needId), 'Potrzeba 1 000 · obiecano 1 000 · niczego nie brakuje');
  const toFirm = await nextMail(stage, near.email, async () => {
    const page = await clinic.browser.get(promised.near);
    const received = await clinic.browser.submit(page, '/receipt', {
      quantity: '250',
      on: now,
      receivedBy: 'Maria Topolska',
      differences: '50 sztuk pękniętych',
    });
    say.check(
      'the clinic confirms 250 received',
      received.status === 200 && received.path === promised.near,
      received.text,
    );
  });
  say.holds('the firm gets a mail', `${toFirm?.subject ?? ''} ${toFirm?.text ?? ''}`, '250');
  say.equal(
    'coverage',
    await coverage(stage, needId),
    'Potrzeba 1 000 · obiecano 1 000 · odebrano 250 · niczego nie brakuje',
  );
}

async function thatIsAll(stage: Stage, needId: string, promised: Promised): Promise<void> {
  const { say, players, now, friday, mail } = stage;
  const { near, office } = players;
  const officeMails = mail.to(office.email).length;
  const done = await near.browser.submit(await near.browser.get(promised.near), '/completion', {});
  say.check(`${near.organisation}: that is all`, done.status === 200 && done.path === promised.near, done.text);
  await stage.settle();
  say.equal(
    '50 reopen by themselves',
    await coverage(stage, needId),
    'Potrzeba 1 000 · obiecano 950 · odebrano 250 · brakuje 50',
  );
  say.check('the need is back on the board', await isOnBoard(stage, needId));
  const close = daysBetween(now, friday) <= 3;
  say.equal(
    `mails to the office (${close ? 'the day is near' : 'the day is not near'})`,
    mail.to(office.email).length - officeMails,
    close ? 1 : 0,
  );
}

/** Product, main job 5: sent, received with the real quantity, and what is missing is open again. */
export async function delivery(stage: Stage, needId: string, promised: Promised): Promise<void> {
  await sentAndReceived(stage, needId, promised);
  await thatIsAll(stage, needId, promised);
}
