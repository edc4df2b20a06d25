import { randomUUID } from 'node:crypto';
import { connect, dropIndex } from '../../src/search/meilisearch/server.ts';
import { createMeilisearch } from '../../src/search/meilisearch/index.ts';
import { describeWithServer, startSearchServer, type TestServer } from '../support/meilisearch.ts';
import { analyser } from './search-corpus.ts';
import { searchEngineContract } from './search-engine.ts';

describeWithServer('Meilisearch search engine', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startSearchServer();
  });
  afterAll(() => server.stop());

  searchEngineContract(async () => {
    const uid = `test-${randomUUID()}`;
    const engine = createMeilisearch({ address: server.address, analyser, uid, deadline: 5_000 });
    await engine.prepare();
    return { engine, settle: async () => undefined, close: () => dropIndex(connect(server.address), uid) };
  });
});
