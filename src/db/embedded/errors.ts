/** What can keep the embedded PostgreSQL from starting. */
export type EmbeddedFault =
  | 'no-binaries'
  | 'running'
  | 'permission'
  | 'port'
  | 'disk-full'
  | 'other-version'
  | 'not-a-cluster'
  | 'failed';

/** A start that failed: the message says what happened, the hint what the reader can do about it. */
export class EmbeddedError extends Error {
  readonly fault: EmbeddedFault;
  readonly hint: string;

  constructor(fault: EmbeddedFault, message: string, hint: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'EmbeddedError';
    this.fault = fault;
    this.hint = hint;
  }
}

/** Another live process holds the data directory; nothing was touched. */
export class EmbeddedRunningError extends EmbeddedError {
  /** Process id of the holder; 0 when it was just taking hold and had not yet written it. */
  readonly pid: number;

  constructor(dataDir: string, pid: number) {
    super(
      'running',
      `The embedded PostgreSQL in ${dataDir} already belongs to ${pid > 0 ? `process ${pid}` : 'another process'}`,
      'Use the instance that is already running, or stop it first.',
    );
    this.name = 'EmbeddedRunningError';
    this.pid = pid;
  }
}

const KNOWN: readonly { sign: RegExp; fault: EmbeddedFault; what: string; hint: string }[] = [
  {
    sign: /No space left on device|Disk quota exceeded|disk is full|ENOSPC|EDQUOT/,
    fault: 'disk-full',
    what: 'The disk is full',
    hint: 'Free some space where the data directory lies, then start again. Nothing was lost.',
  },
  {
    sign: /Address already in use|could not bind|could not create any TCP\/IP sockets|EADDRINUSE|listen E[A-Z]+/,
    fault: 'port',
    what: 'PostgreSQL could not listen on 127.0.0.1',
    hint: 'Check that programs may open ports on 127.0.0.1.',
  },
  {
    sign: /Permission denied|not permitted|Read-only|wrong ownership|readonly|unable to open|EACCES|EPERM|EROFS/,
    fault: 'permission',
    what: 'The data directory may not be used by this account',
    hint: 'Start as the account that owns the data directory, or choose another one.',
  },
  {
    sign: /incompatible with server|initialized by PostgreSQL version/,
    fault: 'other-version',
    what: 'The data directory belongs to another version of PostgreSQL',
    hint: 'Start the release that wrote it and export the data, or choose another data directory.',
  },
  {
    sign: /error while loading shared libraries|spawn\w* .*ENOENT|GLIBC_|exec format error/i,
    fault: 'no-binaries',
    what: 'The bundled PostgreSQL does not run on this system',
    hint: 'Set DATABASE_URL to a PostgreSQL server of your own.',
  },
];

/**
 * Turns what initdb, postgres or the file system said into an EmbeddedError.
 * An EmbeddedError passes through unchanged.
 */
export function explain(problem: unknown): EmbeddedError {
  if (problem instanceof EmbeddedError) return problem;
  const said = problem instanceof Error ? problem.message : String(problem);
  const known = KNOWN.find((entry) => entry.sign.test(said));
  const last = said.trim().split('\n').slice(-5).join('\n');
  if (known) return new EmbeddedError(known.fault, `${known.what}: ${last}`, known.hint, problem);
  return new EmbeddedError(
    'failed',
    `The embedded PostgreSQL did not start: ${last}`,
    'Set DATABASE_URL to a PostgreSQL server of your own, or report this message.',
    problem,
  );
}
