import type { Aside } from './server-engine.ts';
import type { DocumentSource, SyncDeps } from './sync-deps.ts';

export interface Rebuilt {
  /** Documents written, those of a rebuild that broke off before not counted. */
  written: number;
  /** True when it went on where another one had broken off. */
  resumed: boolean;
}

/**
 * Builds the index anew beside the one in use and puts it in that one's place: nobody searches in half an index. What
 * changes meanwhile is written into both. A rebuild that breaks off is gone on with, as long as its settings are the
 * same; `onProgress` is told the number written.
 */
export function rebuildIndex(deps: SyncDeps, onProgress: (written: number) => void = () => undefined): Promise<Rebuilt> {
  return deps.sync.building(() => built(deps, onProgress));
}

async function built(deps: SyncDeps, onProgress: (written: number) => void): Promise<Rebuilt> {
  const { engine, sync, source } = deps;
  const begun = (await sync.read()).rebuild;
  const resumed = begun !== null && begun.signature === engine.signature;
  const { signature } = engine;
  const transaction = resumed ? begun.transaction : await sync.horizon();
  let cursor = resumed ? begun.cursor : null;
  const aside = await engine.aside(resumed);
  await sync.write({ rebuild: { signature, cursor, transaction } });
  let written = 0;
  for await (const page of source.pages(cursor)) {
    await aside.put(page);
    cursor = page.at(-1)?.id ?? cursor;
    await sync.write({ rebuild: { signature, cursor, transaction } });
    onProgress((written += page.length));
  }
  const late = await sync.horizon();
  await replay(aside, source, await sync.changedSince(transaction));
  // The last few while nobody else writes, so that none is told to the old index alone.
  await sync.exclusively(async () => {
    const waiting = await sync.waiting(EVERYTHING);
    await replay(aside, source, await sync.changedSince(late));
    await aside.swap();
    await sync.told(waiting);
    await sync.write({ signature, rebuild: null, fault: null });
  });
  const { documents } = await engine.health();
  await sync.checked({ documents: documents ?? 0, drift: 0, repaired: 0 });
  return { written, resumed };
}

const BATCH = 500;
const EVERYTHING = 10_000_000;

async function replay(aside: Aside, source: DocumentSource, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += BATCH) {
    const some = ids.slice(start, start + BATCH);
    const documents = await source.byIds(some);
    const found = new Set(documents.map(({ id }) => id));
    await aside.put(documents);
    await aside.remove(some.filter((id) => !found.has(id)));
  }
}
