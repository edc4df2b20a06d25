/**
 * Why a search server did not do what it was asked:
 * `down` (nobody answers), `slow` (no answer in time), `foreign` (something else answers, such as a proxy's page),
 * `key` (refused), `version` (not one this release works with), `index` (missing, or made by other settings),
 * `task` (taken on, then failed), `answer` (any other refusal).
 */
export type FaultKind = 'down' | 'slow' | 'foreign' | 'key' | 'version' | 'index' | 'task' | 'answer';

export class EngineFault extends Error {
  override readonly name = 'EngineFault';
  readonly kind: FaultKind;

  constructor(kind: FaultKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** The fault that an error is; any other error is an `answer`. */
export function faultOf(error: unknown): EngineFault {
  if (error instanceof EngineFault) return error;
  return new EngineFault('answer', error instanceof Error ? error.message : String(error), { cause: error });
}
