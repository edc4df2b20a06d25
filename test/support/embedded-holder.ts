/** A process of its own that holds an embedded PostgreSQL until it is killed: `node embedded-holder.ts <dataDir>`. */
import { startEmbeddedPostgres } from '../../src/db/embedded/index.ts';

const postgres = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', log: () => undefined });
console.log(postgres.url);
