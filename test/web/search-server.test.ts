import { initialise } from '../../src/search/meilisearch/index.ts';
import { connect } from '../../src/search/meilisearch/server.ts';
import { startExchange, type TestExchange } from '../support/exchange.ts';
import { faultProxy, type FaultProxy } from '../support/fault-proxy.ts';
import { describeWithOwnServer, startOwnServer, type TestServer } from '../support/meilisearch.ts';
import { signedIn, visitorOf } from '../support/reader.ts';

describeWithOwnServer('The exchange on a search server', () => {
  let server: TestServer;
  let proxy: FaultProxy;
  let exchange: TestExchange;
  let key: string;

  beforeAll(async () => {
    server = await startOwnServer();
    proxy = await faultProxy(server.address.host);
    ({ key } = await initialise(server.address));
    exchange = await startExchange({ seed: 'demo', searchServer: { host: proxy.url, apiKey: key } });
    await exchange.exchange.searching.begin();
    await exchange.runJobs();
  }, 60_000);
  afterAll(async () => {
    await exchange.close();
    await proxy.close();
    await server.stop();
  });

  const health = () => exchange.exchange.searching.searchHealth();
  const board = async (): Promise<string> => (await visitorOf(exchange).get('/?q=przy%C5%82bice')).text;

  test('the key made for it is not the master key, can do its work and nothing else', async () => {
    expect(key).not.toBe(server.address.apiKey);
    expect((await initialise(server.address)).key).toBe(key);
    const client = connect({ host: server.address.host, apiKey: key });
    await expect(client.getKeys()).rejects.toThrow();
    await expect(client.createIndex('other').then((task) => client.tasks.getTask(task.taskUid))).rejects.toThrow();
    await expect(client.createDump()).rejects.toThrow();
  });

  test('its worker builds the index by itself and the board answers from it', async () => {
    expect(await health()).toMatchObject({ engine: 'meilisearch', healthy: true, reason: null, drift: 0, waiting: 0 });
    proxy.requests();
    expect(await board()).toMatch(/przyłbic/i);
    const found = await exchange.exchange.searching.engine.search({
      text: 'przyłbice', language: 'pl', kind: null, concepts: [], regions: [], terms: [], urgent: false, includeCovered: false, near: null,
      sort: 'relevance', page: { number: 1, size: 20 }, scope: { member: false, organisationId: null }, today: '2020-04-01',
    });
    expect(found.engine).toBe('meilisearch');
    expect(proxy.requests()).toBeGreaterThan(0);
  });

  test('while it is away the office reads so, and visitors read nothing of it', async () => {
    const office = await signedIn(exchange, 'joanna.wrzos@klaster-zakole.example');
    const warned = async (): Promise<boolean> => (await office.get('/office')).text.includes('Serwer wyszukiwania');
    expect(await warned()).toBe(false);
    proxy.set('down');
    const text = await board();
    expect(text).toMatch(/przyłbic/i);
    expect(text).not.toContain('Serwer wyszukiwania');
    expect(await warned()).toBe(true);
    proxy.set('none');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await health()).toMatchObject({ healthy: true });
    expect(await warned()).toBe(false);
  });
});
