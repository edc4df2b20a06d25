import type { Clock } from '../kernel/clock.ts';
import type { PrivacyOperation } from '../features/privacy/index.ts';
import { newId } from '../kernel/ids.ts';
import { listJobs, retryJobs } from '../jobs/jobs.queries.ts';
import { failingAddresses, trustAddress } from '../mail/bounces.repository.ts';
import { heldMails } from '../mail/held.repository.ts';
import type { Address, Transport } from '../mail/port.ts';
import { dropMails, finishRestore, releaseMails, type RestorationDeps, type RestoredState } from './restoration.ts';

export interface OperationDeps extends RestorationDeps {
  clock: Clock;
  transport: Transport;
  from: Address;
  rebuildSearch(onProgress: (written: number) => void): Promise<number>;
  flushSessions(email: string | null): Promise<number>;
  privacy: PrivacyOperation;
}

/** What the command line does with a running or resting installation. */
export type Operation = ReturnType<typeof createOperation>;

const POLISH = 'Wiadomość próbna giełdy kooperacji, wysłana z wiersza poleceń.';
const ENGLISH = 'A test mail of the cooperation exchange, sent from the command line.';

function testMail({ from, clock }: OperationDeps, address: string) {
  const at = clock.now().toISOString();
  return {
    messageId: `<test-${newId()}@${from.address.split('@')[1] ?? 'localhost'}>`,
    from,
    to: { name: '', address },
    headers: {},
    subject: `Test ${at}`,
    text: `${POLISH}\n${ENGLISH}\n${at}\n`,
    html: `<p lang="pl">${POLISH}</p><p lang="en">${ENGLISH}</p><p>${at}</p>`,
  };
}

export function createOperation(deps: OperationDeps) {
  return {
    rebuildSearch: deps.rebuildSearch,
    flushSessions: deps.flushSessions,
    ...deps.privacy,
    jobs: (options: { failed: boolean; limit: number }) => listJobs(deps.pool, options),
    retryJobs: (ids: readonly string[] | null) => retryJobs(deps.pool, ids),
    /** Hands one mail to the mail server at once, past the outbox. Returns its answer. @throws MailRefused */
    testMail: (address: string) => deps.transport.send(testMail(deps, address)),
    heldMails: () => deps.uow.run(({ manager }) => heldMails(manager)),
    failingAddresses: () => deps.uow.run(({ manager }) => failingAddresses(manager, 10_000)),
    trustAddress: (address: string) => deps.uow.run(({ manager }) => trustAddress(manager, address)),
    finishRestore: (state: RestoredState) => finishRestore(deps, state),
    releaseMails: () => releaseMails(deps),
    dropMails: () => dropMails(deps),
  };
}
