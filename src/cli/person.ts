import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { ask, withExchange } from './context.ts';

async function exportOne(email: string, { out }: { out?: string }): Promise<void> {
  await withExchange(async ({ operation }) => {
    const text = `${JSON.stringify(await operation.exportPerson(email), null, 2)}\n`;
    if (out === undefined) return void process.stdout.write(text);
    await writeFile(out, text, { mode: 0o600, flag: 'wx' });
    console.log(`Written to ${out}, readable by you alone.`);
  });
}

async function eraseOne(who: string, { yes = false }: { yes?: boolean }): Promise<void> {
  if (!yes && (await ask(`Erase ${who} for good? Type the same once more: `)).trim() !== who) throw new Error('Nothing was erased.');
  await withExchange(async ({ operation }) => {
    const id = await operation.erasePerson(who);
    console.log(`Erased. Only the id is kept, for the case that an older backup has to be restored: ${id}`);
  });
}

async function listErasures({ since }: { since?: string }): Promise<void> {
  if (since !== undefined && !/^\d{4}-\d\d-\d\d$/.test(since)) throw new Error('--since is a date such as 2026-11-21.');
  await withExchange(async ({ operation }) => {
    for (const { personId, erasedAt, askedBy } of await operation.erasures(since ?? '1970-01-01')) {
      console.log([personId, erasedAt.toISOString(), askedBy].join('\t'));
    }
  });
}

/** export-person, erase-person, erasures */
export function personCommands(program: Command): void {
  program.command('export-person').description('print everything that is kept about a person, as JSON').argument('<email>')
    .option('--out <file>', 'write it there instead').action(exportOne);
  program.command('erase-person').description('erase a person for good; posts and commitments of organisations stay')
    .argument('<email or id>').option('--yes', 'do not ask').action(eraseOne);
  program.command('erasures').description('list the ids of erased people: keep it outside, and repeat them after a restore')
    .option('--since <date>').action(listErasures);
}
