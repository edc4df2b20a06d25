import type { Exchange } from '../../src/compose.ts';
import { median, quantile, time } from '../support/figures.ts';
import type { MailServer } from '../support/mail-server.ts';
import type { Done } from './publish.ts';

const spread = (numbers: readonly number[]): string =>
  `median ${time(median(numbers))}, p95 ${time(quantile(numbers, 0.95))}`;
const share = (part: number, whole: number): string => `${part} (${((100 * part) / Math.max(1, whole)).toFixed(1)} %)`;

interface Counts {
  fits: number;
  maybe: number;
  answered: number;
  fitting: number;
}

const COUNTS = `
  SELECT count(*) FILTER (WHERE verdict = 'fits')::int AS fits, count(*) FILTER (WHERE verdict = 'maybe')::int AS maybe,
         count(DISTINCT need_id) FILTER (WHERE verdict <> 'no')::int AS answered, count(DISTINCT need_id) FILTER (WHERE verdict = 'fits')::int AS fitting
  FROM match WHERE need_id = ANY($1::uuid[])`;

/* A mail tells of the posts of all the matches that its alerts are about. */
const TOLD = `
  SELECT DISTINCT m.need_id AS "needId", mail.message_id AS "messageId" FROM alert a JOIN match m ON m.id = a.match_id
  JOIN mail ON mail.id = a.mail_id WHERE m.need_id = ANY($1::uuid[])`;

/** From the pressed button to the SMTP server's yes, for every mail that a need caused. */
async function mailLatencies({ dataSource }: Exchange, mail: MailServer, needs: readonly Done[]): Promise<number[]> {
  const pressedAt = new Map(needs.map(({ id, pressedAt: at }) => [id, at]));
  const acceptedAt = new Map(mail.mails.map((one) => [one.messageId, one.acceptedAt]));
  const rows = await dataSource.query<{ needId: string; messageId: string }[]>(TOLD, [[...pressedAt.keys()]]);
  return rows.map(({ needId, messageId }) => (acceptedAt.get(messageId) ?? NaN) - (pressedAt.get(needId) ?? NaN));
}

/** The figures of the run as lines. */
export async function report(
  exchange: Exchange,
  mail: MailServer,
  needs: readonly Done[],
  offers: readonly Done[],
  seconds: number,
): Promise<string[]> {
  const [counts] = await exchange.dataSource.query<Counts[]>(COUNTS, [needs.map(({ id }) => id)]);
  const { fits, maybe, answered, fitting } = counts ?? { fits: 0, maybe: 0, answered: 0, fitting: 0 };
  const latencies = await mailLatencies(exchange, mail, needs);
  return [
    `posts: ${needs.length} needs, ${offers.length} offers`,
    `needs with a fits or a maybe: ${share(answered, needs.length)}; with a fits: ${share(fitting, needs.length)}`,
    `matches: ${fits} fits, ${maybe} maybe`,
    `publish → matches stored: ${spread(needs.map(({ matchedAfter }) => matchedAfter))}`,
    `publish → accepted by the SMTP server: ${spread(latencies)} (${latencies.length} tellings, ${mail.mails.length} mails)`,
    `speed, publishing and mailing included: ${(needs.length / seconds).toFixed(1)} needs/s, ${((fits + maybe) / seconds).toFixed(0)} matches/s`,
  ];
}
