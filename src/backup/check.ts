import { createHash, type Hash } from 'node:crypto';
import { posix } from 'node:path';
import { readArchive } from './archive.ts';
import { rowsIn } from './backup.ts';
import { BackupError, filePart, JOBS, MANIFEST, parseManifest, tablePart, type Manifest } from './manifest.ts';

interface Seen {
  hash: Hash;
  bytes: number;
  rows: number;
  parts: string[];
}

/* The parts of one table count together; any other entry stands for itself. */
const groupOf = (name: string): string => (name.startsWith('tables/') ? posix.dirname(name) : name);

async function look(file: string): Promise<{ seen: Map<string, Seen>; manifest: Manifest }> {
  const seen = new Map<string, Seen>();
  let manifest: Manifest | null = null;
  for await (const { name, content } of readArchive(file)) {
    if (manifest) throw new BackupError(`${file} has something behind its manifest: ${name}`);
    if (name === MANIFEST) {
      manifest = parseManifest(content.toString('utf8'));
      continue;
    }
    const group = groupOf(name);
    const found = seen.get(group) ?? { hash: createHash('sha256'), bytes: 0, rows: 0, parts: [] };
    found.hash.update(content);
    found.bytes += content.length;
    found.rows += rowsIn(content);
    found.parts.push(name);
    seen.set(group, found);
  }
  if (!manifest) throw new BackupError(`${file} is no backup of this product, or it was cut off: it has no manifest.`);
  return { seen, manifest };
}

interface Promised {
  group: string;
  sha256: string;
  bytes: number;
  rows?: number;
}

function promisedBy({ tables, jobs, files }: Manifest): Promised[] {
  return [
    ...tables.filter(({ bytes }) => bytes > 0).map(({ name, sha256, bytes, rows }) => ({ group: `tables/${name}`, sha256, bytes, rows })),
    { group: JOBS, sha256: jobs.sha256, bytes: -1, rows: jobs.rows },
    ...files.map(({ path, sha256, bytes }) => ({ group: filePart(path), sha256, bytes })),
  ];
}

/* A path that stays where it is put, written in the one way. */
const staysInside = (path: string): boolean =>
  path !== '' && !posix.isAbsolute(path) && !/[\\:\0]/.test(path) && posix.normalize(path) === path && !path.startsWith('..');

const fits = (found: Seen | undefined, { sha256, bytes, rows }: Promised): boolean =>
  found?.hash.digest('hex') === sha256 && (bytes < 0 || found.bytes === bytes) && (rows === undefined || found.rows === rows);

function faultOf(seen: Map<string, Seen>, manifest: Manifest): string | null {
  const promised = promisedBy(manifest);
  const bent = promised.find((one) => !fits(seen.get(one.group), one));
  if (bent) return `The backup is damaged: ${bent.group} is not what its manifest says.`;
  const known = new Set(promised.map(({ group }) => group));
  const strange = [...seen.keys()].find((group) => !known.has(group));
  if (strange !== undefined) return `The backup holds something its manifest does not know: ${strange}`;
  const outside = manifest.files.find(({ path }) => !staysInside(path));
  if (outside) return `The backup names a file outside its folder: ${outside.path}`;
  const mixed = manifest.tables.find(({ name }) => seen.get(`tables/${name}`)?.parts.some((part, i) => part !== tablePart(name, i + 1)));
  return mixed ? `The parts of ${mixed.name} are not in order.` : null;
}

/** Reads a backup to its end and compares everything with its manifest. Changes nothing. @throws BackupError */
export async function checkBackup(file: string): Promise<Manifest> {
  const { seen, manifest } = await look(file);
  const fault = faultOf(seen, manifest);
  if (fault !== null) throw new BackupError(fault);
  return manifest;
}
