import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { extract, pack } from 'tar-stream';
import { BackupError } from './manifest.ts';

/** Adds entries, one after the other. */
export interface ArchiveWriter {
  add(name: string, content: Buffer): Promise<void>;
  /** Nothing is at the file's name before this: a backup that was cut off does not look like one. */
  finish(): Promise<void>;
  /** Throws away what was written. */
  abandon(): Promise<void>;
}

/** Begins a gzipped tar that only its owner may read. */
export function writeArchive(file: string): ArchiveWriter {
  const unfinished = `${file}.unfinished`;
  const tar = pack();
  const written = pipeline(tar, createGzip({ level: 6 }), createWriteStream(unfinished, { mode: 0o600, flags: 'w' }));
  // What stops the writing is told to whoever adds next, in place of what the tar then says.
  let fault: Error | null = null;
  const stopped = written.catch((error: unknown) => void (fault = error instanceof Error ? error : new Error(String(error))));
  const failure = (): void => {
    if (fault !== null) throw fault;
  };
  return {
    async add(name, content) {
      const added = new Promise<void>((resolve, reject) => {
        const entry = tar.entry({ name, size: content.length, mode: 0o600 }, (error) => (error ? reject(error) : resolve()));
        entry.end(content);
      });
      await Promise.race([added.catch(() => stopped), stopped]);
      failure();
    },
    async finish() {
      tar.finalize();
      await written;
      await onDisk(unfinished);
      await rename(unfinished, file);
    },
    async abandon() {
      tar.destroy();
      await written.catch(() => undefined);
      await rm(unfinished, { force: true });
    },
  };
}

async function onDisk(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export interface ArchiveEntry {
  name: string;
  content: Buffer;
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The entries in their order, one at a time in memory. @throws BackupError when it is not a whole archive */
export async function* readArchive(file: string): AsyncGenerator<ArchiveEntry> {
  const tar = extract();
  const source = pipeline(createReadStream(file), createGunzip(), tar);
  source.catch((error: unknown) => tar.destroy(error instanceof Error ? error : new Error(String(error))));
  try {
    for await (const entry of tar) yield { name: entry.header.name, content: await bytesOf(entry as AsyncIterable<Buffer>) };
    await source;
  } catch (error) {
    if (error instanceof BackupError) throw error;
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new BackupError(missing ? `There is no file ${file}.` : `${file} is not a whole backup: it was cut off or damaged.`, { cause: error });
  }
}
