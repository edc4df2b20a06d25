import type { Command } from 'commander';
import { askPassword, withExchange } from './context.ts';

async function createAdministrator(email: string, name: string): Promise<void> {
  await withExchange(async (exchange) => exchange.createAdministrator({ email, name, password: askPassword }));
  console.log(`Created ${email}.`);
}

async function resetPassword(email: string): Promise<void> {
  await withExchange(async (exchange) => exchange.resetPassword(email, askPassword));
  console.log('The password is set. All sessions of this person have ended.');
}

/** user create-admin, user reset-password */
export function userCommands(program: Command): void {
  const user = program.command('user').description('accounts');
  user.command('create-admin').description('create an administrator').argument('<email>').argument('<name>').action(createAdministrator);
  user.command('reset-password').description('set a new password; ends all sessions').argument('<email>').action(resetPassword);
}
