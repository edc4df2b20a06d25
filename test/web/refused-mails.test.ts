import { failingAddresses } from '../../src/mail/bounces.repository.ts';
import { startExchange } from '../support/exchange.ts';
import { answering, startSmtpServer } from '../support/smtp-server.ts';

test('an address the mail server does not know gets no further mail; whoever is refused for another reason does', async () => {
  const asked: string[] = [];
  let unknown = '';
  const server = await startSmtpServer({
    onRcptTo({ address }, _session, callback) {
      asked.push(address);
      callback(address === unknown ? answering(550, '5.1.1 No such user') : answering(550, '5.7.1 Not from you'));
    },
  });
  const exchange = await startExchange({ seed: 'demo', smtpUrl: server.url });
  try {
    const people = await exchange.query<{ address: string }>(`SELECT to_address AS address FROM mail GROUP BY 1 HAVING count(*) > 1 ORDER BY 1 LIMIT 2`);
    const [gone, other] = people.map(({ address }) => address) as [string, string];
    unknown = gone;
    const mailsOf = (address: string) => exchange.query<{ id: string }>(`SELECT id FROM mail WHERE to_address = $1 ORDER BY id LIMIT 2`, [address]);
    const send = async (address: string): Promise<void> => {
      for (const { id } of await mailsOf(address)) {
        await exchange.query(`UPDATE mail SET state = 'queued', due_at = now(), bounced_at = NULL WHERE id = $1`, [id]);
        await exchange.exchange.handlers['send-mail']?.({ mailId: id });
      }
    };
    await send(gone);
    await send(other);
    expect(asked).toEqual([gone, other, other]);
    const [first, second] = await mailsOf(gone);
    expect(await exchange.query(`SELECT state, bounce FROM mail WHERE id = $1 AND bounced_at IS NOT NULL`, [first?.id]))
      .toEqual([{ state: 'dead', bounce: expect.stringContaining('550 5.1.1 No such user') }]);
    expect(await exchange.query(`SELECT state, last_error FROM mail WHERE id = $1`, [second?.id]))
      .toEqual([{ state: 'dead', last_error: expect.stringContaining('address fails since') }]);
    expect(await failingAddresses(exchange.exchange.dataSource.manager, 10)).toEqual([expect.objectContaining({ address: gone })]);
  } finally {
    await exchange.close();
    await server.stop();
  }
}, 120_000);
