import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settle } from '../../src/db/embedded/place.ts';
import { median } from '../support/figures.ts';
import type { Row } from './row.ts';
import { startArguments, startServer } from './server-process.ts';

const ROUNDS = 5;

/**
 * `npm start` without npm: from the start of the process to the first good page, with the embedded database and the
 * demo. The cold one makes both first, the packages being installed.
 */
export async function starts(): Promise<Row[]> {
  const folder = join(tmpdir(), `gielda-kooperacji-start-${randomUUID()}`);
  const once = async (): Promise<number> => {
    const server = await startServer(startArguments().wrapped, { DATA_DIR: folder });
    await server.stop();
    return server.firstPageAfter / 1_000;
  };
  try {
    const cold = await once();
    const warm: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) warm.push(await once());
    return [
      { name: 'warm start', value: Number(median(warm).toFixed(2)), unit: 's', target: '≤ 1.5' },
      { name: 'cold start, packages installed', value: Number(cold.toFixed(1)), unit: 's', target: null },
    ];
  } finally {
    for (const made of [settle(join(folder, 'postgres'), () => undefined).dataDir, folder])
      rmSync(made, { recursive: true, force: true });
  }
}
