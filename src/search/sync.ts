import { faultOf } from './fault.ts';
import { rebuildIndex } from './rebuild.ts';
import type { Rebuilt } from './rebuild.ts';
import type { IndexEntry } from './server-engine.ts';
import type { SyncDeps } from './sync-deps.ts';
import { Busy } from './sync.repository.ts';

const BATCH = 500;
const AGAIN_AFTER = 5;
/** Seconds. */
const CHECK_AFTER = 1_200;

/**
 * Tells the server of every change that waits, in batches, until none does. What it is told is the post as it is when
 * it is told, and only one process tells at a time: a late or repeated job can only say the same again. A failure is
 * noted and tried again; the changes go on waiting meanwhile.
 */
export async function tellChanges(deps: SyncDeps): Promise<void> {
  const { sync, log } = deps;
  if ((await sync.waiting(1)).length === 0) return;
  try {
    await sync.exclusively(() => tellAll(deps));
    if ((await sync.read()).fault !== null) await sync.write({ fault: null });
  } catch (error) {
    if (error instanceof Busy) return sync.later(AGAIN_AFTER);
    const fault = faultOf(error);
    log.warn({ fault: fault.kind, err: fault.message }, 'the search server could not be told of changes; they wait');
    await sync.write({ fault: fault.message });
    await sync.later(AGAIN_AFTER);
  }
}

/** Tells what waits; looks at the whole index first when it is another one than it was or has not been looked at for long. */
export async function keepUp(deps: SyncDeps): Promise<void> {
  try {
    await checkIndex(deps);
    const { signature, checkedAgo } = await deps.sync.read();
    if (signature === deps.engine.signature && checkedAgo !== null && checkedAgo < CHECK_AFTER) await tellChanges(deps);
    else await reconcile(deps);
  } catch (error) {
    if (error instanceof Busy) return;
    const fault = faultOf(error);
    deps.log.warn({ fault: fault.kind, err: fault.message }, 'the search index could not be built or checked');
    await deps.sync.write({ fault: fault.message });
    await deps.sync.later(AGAIN_AFTER);
  }
}

/* A server that has lost its index, or made one by itself, gets a new one. */
async function checkIndex({ engine, sync, log }: SyncDeps): Promise<void> {
  try {
    await engine.check();
  } catch (error) {
    const { kind, message } = faultOf(error);
    if (kind !== 'index') throw error;
    if ((await sync.read()).signature !== null) log.warn({ err: message }, 'the search index is built anew');
    await sync.write({ signature: null });
  }
}

async function tellAll({ engine, sync, source }: SyncDeps): Promise<void> {
  for (;;) {
    const waiting = await sync.waiting(BATCH);
    if (waiting.length === 0) return;
    const ids = waiting.map(({ id }) => id);
    const documents = await source.byIds(ids);
    const found = new Set(documents.map(({ id }) => id));
    await engine.remove(ids.filter((id) => !found.has(id)));
    await engine.put(documents);
    await sync.told(waiting);
  }
}

export interface Reconciled {
  documents: number;
  /** Posts that the index had wrong, and those that it still has wrong afterwards. */
  repaired: number;
  drift: number;
}

/**
 * Compares every post with what the index holds of it, and tells the server of those that differ. An index made by
 * other settings or by another analyser is built anew.
 */
export async function reconcile(deps: SyncDeps): Promise<Reconciled | Rebuilt> {
  const { engine, sync } = deps;
  if ((await sync.read()).signature !== engine.signature) return rebuildIndex(deps);
  await tellChanges(deps);
  const { documents, suspects } = await compared(deps);
  const wrong = await stillWrong(deps, suspects);
  if (wrong.length > 0) await repair(deps, wrong);
  const drift = wrong.length === 0 ? 0 : (await stillWrong(deps, wrong)).length;
  const result = { documents, drift, repaired: wrong.length - drift };
  await sync.checked(result);
  await sync.forgetOld();
  if (wrong.length > 0) deps.log.warn({ ...result }, 'the search index differed from the posts');
  return result;
}

async function compared({ engine, sync }: SyncDeps): Promise<{ documents: number; suspects: string[] }> {
  const seen = new Set<string>();
  const suspects: string[] = [];
  for await (const page of engine.entries()) {
    for (const { id } of page) seen.add(id);
    suspects.push(...differing(page, await sync.entries(page.map(({ id }) => id))));
  }
  for await (const page of sync.ids()) suspects.push(...page.filter((id) => !seen.has(id)));
  return { documents: seen.size, suspects };
}

/** Ids of entries that are not the same on both sides. */
export function differing(held: readonly IndexEntry[], wanted: readonly IndexEntry[]): string[] {
  const text = ({ version, covered, visibility }: IndexEntry): string => `${version} ${covered} ${visibility}`;
  const right = new Map(wanted.map((entry) => [entry.id, text(entry)]));
  const wrong = held.filter((entry) => right.get(entry.id) !== text(entry)).map(({ id }) => id);
  const there = new Set(held.map(({ id }) => id));
  return [...wrong, ...wanted.map(({ id }) => id).filter((id) => !there.has(id))];
}

/* While nothing is being told: what differs then differs. */
async function stillWrong({ engine, sync }: SyncDeps, suspects: readonly string[]): Promise<string[]> {
  if (suspects.length === 0) return [];
  return sync.exclusively(async () => {
    const wrong: string[] = [];
    for (let start = 0; start < suspects.length; start += BATCH) {
      const ids = suspects.slice(start, start + BATCH);
      const [held, wanted] = await Promise.all([engine.held(ids), sync.entries(ids)]);
      wrong.push(...differing(held, wanted));
    }
    // A change that has been noted and not been told is on its way, and no drift.
    const waiting = new Set((await sync.waiting(100_000)).map(({ id }) => id));
    return wrong.filter((id) => !waiting.has(id));
  });
}

async function repair(deps: SyncDeps, wrong: readonly string[]): Promise<void> {
  // The index may hold a version that is too new, after a restored backup for one.
  await deps.sync.exclusively(() => deps.engine.remove(wrong));
  await deps.sync.inTransaction((manager) => deps.sync.note(manager, wrong));
  await tellChanges(deps);
}
