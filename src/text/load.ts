import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { openDictionary } from './dictionary.ts';
import type { Dictionary } from './dictionary.ts';
import type { Concept } from './types.ts';

const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'not a kebab-case slug');
const phrases = z.array(z.string().trim().min(1)).min(1);
const ids = z.array(id).optional();

const concept = z.strictObject({
  id,
  kind: z.enum(['product', 'material', 'process', 'machine', 'tooling', 'service']),
  pl: phrases,
  en: phrases,
  canMake: ids,
  materialFor: ids,
  partOf: ids,
  broader: ids,
});

const RELATIONS = ['canMake', 'materialFor', 'partOf', 'broader'] as const;

/** Opens the dictionary at `path`; null when there is no such file, any other fault is thrown. */
export function loadDictionary(path: string): Dictionary | null {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if (isMissingFile(error)) return null;
    throw error;
  }
  return openDictionary(bytes);
}

function isMissingFile(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}

/**
 * Reads every `*.json` file of a folder, each an array of concepts, in order of file names. Throws one Error that names
 * all faults: wrong shapes, ids used twice, relations to unknown ids.
 */
export function loadVocabulary(path: string): Concept[] {
  const faults: string[] = [];
  const files = readdirSync(path).filter((name) => name.endsWith('.json')).sort();
  const concepts = files.flatMap((name) => readConcepts(join(path, name), name, faults));
  const known = new Set<string>();
  for (const { id: own } of concepts) {
    if (known.has(own)) faults.push(`${own}: used twice`);
    known.add(own);
  }
  for (const entry of concepts) {
    for (const relation of RELATIONS) {
      for (const other of entry[relation] ?? []) {
        if (!known.has(other)) faults.push(`${entry.id}.${relation}: unknown id ${other}`);
      }
    }
  }
  if (faults.length > 0) throw new Error(`Vocabulary has faults:\n${faults.join('\n')}`);
  return concepts;
}

function readConcepts(path: string, name: string, faults: string[]): Concept[] {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
  const parsed = z.array(concept).safeParse(content);
  if (parsed.success) return parsed.data.map(withoutUndefined);
  faults.push(...parsed.error.issues.map((issue) => `${name}: ${issue.path.join('.')}: ${issue.message}`));
  return [];
}

function withoutUndefined({ canMake, materialFor, partOf, broader, ...own }: z.infer<typeof concept>): Concept {
  return {
    ...own,
    ...(canMake && { canMake }),
    ...(materialFor && { materialFor }),
    ...(partOf && { partOf }),
    ...(broader && { broader }),
  };
}
