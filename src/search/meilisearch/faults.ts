import { MeilisearchApiError, MeilisearchRequestError, MeilisearchRequestTimeOutError } from 'meilisearch';
import { EngineFault } from '../fault.ts';

/** What an ended signal is called. */
const LATE: ReadonlySet<string> = new Set(['TimeoutError', 'AbortError']);

/** What the client threw, as a fault of a kind: to the client a proxy's page is a SyntaxError like any other. */
export function translated(error: unknown): EngineFault {
  if (error instanceof EngineFault) return error;
  if (error instanceof MeilisearchApiError) return refusal(error);
  if (error instanceof SyntaxError) {
    const what = error.message.replaceAll(/\s+/g, ' ');
    return new EngineFault('foreign', `no search server answers but something else (${what})`, { cause: error });
  }
  if (error instanceof MeilisearchRequestError) return unanswered(error);
  return new EngineFault('answer', error instanceof Error ? error.message : String(error), { cause: error });
}

/** Does the work, and throws nothing but an EngineFault. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translated(error);
  }
}

function refusal(error: MeilisearchApiError): EngineFault {
  const { status } = error.response;
  const { code = '' } = error.cause ?? {};
  const text = `the search server answers ${status} ${code}: ${error.message}`;
  if (status === 401 || status === 403) return new EngineFault('key', text, { cause: error });
  return new EngineFault(code === 'index_not_found' ? 'index' : 'answer', text, { cause: error });
}

function unanswered(error: MeilisearchRequestError): EngineFault {
  const { cause } = error;
  if (cause instanceof MeilisearchRequestTimeOutError || LATE.has(nameOf(cause))) {
    return new EngineFault('slow', 'the search server did not answer in time', { cause });
  }
  return new EngineFault('down', `the search server cannot be reached (${reasonOf(cause)})`, { cause });
}

function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause ? String(cause.code) : cause.message;
}
