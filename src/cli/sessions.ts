import type { Command } from 'commander';
import { withExchange } from './context.ts';

async function flush(email: string | undefined, { all = false }: { all?: boolean }): Promise<void> {
  if (all === (email !== undefined)) throw new Error('Name the address of one person, or --all.');
  await withExchange(async ({ operation }) => console.log(`${await operation.flushSessions(email ?? null)} sessions ended.`));
}

/** sessions flush */
export function sessionsCommands(program: Command): void {
  program.command('sessions').description('who is signed in').command('flush').description('sign people out everywhere')
    .argument('[email]', 'of one person').option('--all', 'everybody').action(flush);
}
