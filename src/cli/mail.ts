import type { Command } from 'commander';
import { withExchange } from './context.ts';

async function test(address: string): Promise<void> {
  if (!/^[^\s@,;<>]+@[^\s@,;<>]+$/.test(address)) throw new Error(`${address} is not one mail address.`);
  await withExchange(async (exchange, config) => {
    const answer = await exchange.operation.testMail(address);
    console.log(`Taken by the ${config.smtpUrl === null ? 'demo mailbox' : 'mail server'}: ${answer}`);
  });
}

async function held(): Promise<void> {
  await withExchange(async ({ operation }) => {
    const mails = await operation.heldMails();
    for (const { createdAt, kind, toAddress, subject } of mails) console.log([createdAt.toISOString(), kind, toAddress, subject].join('\t'));
    console.log(mails.length === 0 ? 'No mail is held.' : `${mails.length} held. Send them: mail release. Give them up: mail drop.`);
  });
}

async function release(): Promise<void> {
  await withExchange(async ({ operation }) => {
    const { released, tooLate, takenUp } = await operation.releaseMails();
    console.log(`${released} mails are on their way, ${takenUp} alerts wait for their digest again.`);
    if (tooLate > 0) console.log(`${tooLate} were past their time and stand among the undeliverable ones.`);
  });
}

async function drop(): Promise<void> {
  await withExchange(async ({ operation }) => console.log(`${await operation.dropMails()} mails given up; the trail says so.`));
}

async function failing(): Promise<void> {
  await withExchange(async ({ operation }) => {
    const addresses = await operation.failingAddresses();
    for (const { address, since, reason } of addresses) console.log([address, since.toISOString(), reason].join('\t'));
    console.log(addresses.length === 0 ? 'No address fails.' : `${addresses.length} addresses get no mails. Try one again: mail trust ADDRESS.`);
  });
}

async function trust(address: string): Promise<void> {
  await withExchange(async ({ operation }) => {
    if (!(await operation.trustAddress(address))) throw new Error(`${address} is not among the failing addresses.`);
    console.log(`Mails go to ${address} again. Those that died meanwhile can be sent again from the office's page.`);
  });
}

/** mail test, held, release, drop, failing, trust */
export function mailCommands(program: Command): void {
  const mail = program.command('mail').description('outgoing mail');
  mail.command('test').description('send one mail at once and print what the mail server says').argument('<address>').action(test);
  mail.command('failing').description('list the addresses whose mails came back for good').action(failing);
  mail.command('trust').description('send mails to such an address again').argument('<address>').action(trust);
  mail.command('held').description('list the mails that a restore has held').action(held);
  mail.command('release').description('send the held mails').action(release);
  mail.command('drop').description('give the held mails up: they were sent before the loss').action(drop);
}
