import type { Meilisearch } from 'meilisearch';
import { EngineFault } from '../fault.ts';
import { prepare } from './aside.ts';
import { guarded } from './faults.ts';
import { checkVersion, connect, type Address } from './server.ts';
import { INDEX } from './settings.ts';

const NAME = 'exchange';
/** What the exchange does with its own indexes, and nothing else: no keys, no dumps, no other index. */
const ACTIONS = [
  'search', 'documents.add', 'documents.get', 'documents.delete', 'indexes.create', 'indexes.get', 'indexes.delete', 'indexes.swap',
  'settings.get', 'settings.update', 'stats.get', 'tasks.get',
] as const;

export interface Initialised {
  key: string;
  version: string;
  /** False: it was there already, and a rebuild gives it what it needs. */
  madeIndex: boolean;
}

/** With the master key: makes the index unless it is there, and the key that the exchange works with. */
export function initialise(master: Address, index: string = INDEX): Promise<Initialised> {
  return guarded(() => initialised(master, index));
}

async function initialised(master: Address, index: string): Promise<Initialised> {
  const client = connect(master);
  const version = await checkVersion(client);
  if (version === null) throw new EngineFault('key', 'the search server refuses the master key');
  const { results } = await client.getRawIndexes({ limit: 1_000 });
  const madeIndex = !results.some(({ uid }) => uid === index);
  if (madeIndex) await prepare(client, index);
  return { key: await keyFor(client, [index, `${index}_next`]), version, madeIndex };
}

/* The server derives a key's text from its id and the master key, so that the same one is given again. */
async function keyFor(client: Meilisearch, indexes: readonly string[]): Promise<string> {
  const { results } = await client.getKeys({ limit: 1_000 });
  const known = results.find((key) =>
    key.name === NAME && indexes.every((one) => key.indexes.includes(one)) && ACTIONS.every((one) => key.actions.includes(one)));
  if (known) return known.key;
  const { key } = await client.createKey({
    name: NAME, description: 'The exchange: searches and writes its own index.', actions: [...ACTIONS], indexes: [...indexes], expiresAt: null,
  });
  return key;
}
