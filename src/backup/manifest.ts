import { z } from 'zod';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);
const name = z.string().regex(/^[a-z][a-z0-9_]*$/);

const schema = z.object({
  /** Grows when an older release could no longer read the file. */
  format: z.literal(1),
  product: z.literal('gielda-kooperacji'),
  version: z.string(),
  createdAt: z.iso.datetime(),
  /** Migrations the database had, in their order. */
  migrations: z.array(z.string()).min(1),
  tables: z.array(z.object({ name, columns: z.array(name), rows: count, bytes: count, sha256: digest })),
  sequences: z.array(z.object({ name, lastValue: z.string().regex(/^\d+$/), isCalled: z.boolean() })),
  jobs: z.object({ rows: count, sha256: digest }),
  files: z.array(z.object({ path: z.string(), bytes: count, sha256: digest })),
  /** For comparison only: nothing is set from here, and no secret is in it. */
  settings: z.record(z.string(), z.string()),
  /** Tells whether another installation has the same SECRET, without telling the secret. */
  secretFingerprint: z.string(),
});

/** What a backup says of itself; the last entry of its archive, so that a cut-off one has none. */
export type Manifest = z.infer<typeof schema>;
export type TableEntry = Manifest['tables'][number];

export const MANIFEST = 'manifest.json';
export const JOBS = 'jobs.ndjson';
export const tablePart = (table: string, part: number): string => `tables/${table}/${String(part).padStart(6, '0')}`;
export const filePart = (path: string): string => `files/${path}`;

/** A backup that cannot be taken or restored, in words for the operator. */
export class BackupError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BackupError';
  }
}

/** @throws BackupError for anything that is not a manifest this release reads */
export function parseManifest(text: string): Manifest {
  const parsed = schema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new BackupError(`The manifest of the backup cannot be read: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
