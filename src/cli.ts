import { Command } from 'commander';
import { backupCommands } from './cli/backup.ts';
import { explain } from './cli/explain.ts';
import { installationCommands } from './cli/installation.ts';
import { jobsCommands } from './cli/jobs.ts';
import { mailCommands } from './cli/mail.ts';
import { personCommands } from './cli/person.ts';
import { searchCommands } from './cli/search.ts';
import { sessionsCommands } from './cli/sessions.ts';
import { userCommands } from './cli/user.ts';

// One file of src/cli per group of commands; each adds its own to the program.
const program = new Command('cli').description('Giełda kooperacji: operation').showHelpAfterError();
installationCommands(program);
userCommands(program);
backupCommands(program);
jobsCommands(program);
mailCommands(program);
personCommands(program);
searchCommands(program);
sessionsCommands(program);

program.parseAsync().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(explain(error));
    process.exit(1);
  },
);
