import type { DataSource } from 'typeorm';
import type { SearchDocument } from '../port.ts';
import { forgetUnusedWords, putAll, removeAll } from './write.ts';

const BATCH = 1_000;

/**
 * Writes every document of the source over the stored one and then deletes the documents that were there at the
 * start, have not changed since and that the source no longer has. Posts published or taken down meanwhile keep
 * what their own writes did. (One that is both published and taken down again between the reading and the writing of
 * its page comes back until the next rebuild; pages do not show it, since they load rows through the reader's scope.)
 */
export async function rebuild(
  dataSource: DataSource,
  source: AsyncIterable<readonly SearchDocument[]>,
  onProgress: (written: number) => void,
): Promise<number> {
  const left = await versions(dataSource);
  const before = new Set(left.keys());
  let written = 0;
  for await (const page of source) {
    await dataSource.transaction(async (manager) => {
      const ids = page.map(({ id }) => id);
      const rows = await manager.query<{ id: string }[]>(
        'SELECT id FROM search_document WHERE id = ANY ($1::uuid[])', [ids],
      );
      const present = new Set(rows.map(({ id }) => id));
      await putAll(manager, page.filter(({ id }) => present.has(id) || !before.has(id)));
    });
    for (const { id } of page) left.delete(id);
    written += page.length;
    onProgress(written);
  }
  await removeUnchanged(dataSource, [...left]);
  await forgetUnusedWords(dataSource.manager);
  await dataSource.query('ANALYZE search_document');
  return written;
}

async function versions(dataSource: DataSource): Promise<Map<string, number>> {
  const rows = await dataSource.query<{ id: string; version: number }[]>('SELECT id, version FROM search_document');
  return new Map(rows.map(({ id, version }) => [id, version]));
}

async function removeUnchanged(dataSource: DataSource, left: readonly (readonly [string, number])[]): Promise<void> {
  for (let start = 0; start < left.length; start += BATCH) {
    const batch = left.slice(start, start + BATCH);
    await dataSource.transaction(async (manager) => {
      const rows = await manager.query<{ id: string }[]>(
        `SELECT d.id FROM search_document d
         JOIN unnest($1::uuid[], $2::integer[]) AS gone (id, version) ON gone.id = d.id AND gone.version = d.version
         ORDER BY d.id FOR UPDATE OF d`,
        [batch.map(([id]) => id), batch.map(([, version]) => version)],
      );
      await removeAll(manager, rows.map(({ id }) => id));
    });
  }
}
