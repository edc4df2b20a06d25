import { mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readArchive } from './archive.ts';
import { filePart, type Manifest } from './manifest.ts';

/* The files' names are made by us and never given twice: one that is there with the right size is the one. */
async function isThere(path: string, bytes: number): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() === true && found.size === bytes;
}

async function write(path: string, content: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const handle = await open(`${path}.part`, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${path}.part`, path);
}

/** Puts the uploaded files of a checked backup into the folder; those that are there stay. Returns how many were written. */
export async function restoreFiles(file: string, manifest: Manifest, folder: string): Promise<number> {
  if (manifest.files.length === 0) return 0;
  const wanted = new Map(manifest.files.map(({ path }) => [filePart(path), path]));
  let written = 0;
  for await (const { name, content } of readArchive(file)) {
    const path = wanted.get(name);
    if (path === undefined || (await isThere(join(folder, path), content.length))) continue;
    await write(join(folder, path), content);
    written += 1;
  }
  return written;
}
