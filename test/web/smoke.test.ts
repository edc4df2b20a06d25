import { startExchange } from '../support/exchange.ts';
test('x', async () => {
  console.time('a');
  const e = await startExchange({ seed: 'demo' });
  console.timeEnd('a');
  console.time('b');
  const f = await startExchange({ seed: 'demo' });
  console.timeEnd('b');
  const r = await e.agent().get('/');
  console.log(r.status, r.text.slice(0, 500), await e.query('select to_address, subject from mailbox limit 50'), await e.query('select count(*) from match'));
  await e.close(); await f.close();
}, 90000);
