import type { DataSource } from 'typeorm';
import { decidedQuery, type DecidedQuery } from './decided.queries.ts';
import { mailTrailQueries, type MailTrailQueries } from './mails.queries.ts';
import { operationSignals, type SignalSource } from './signals.queries.ts';
import { waitingQueries, type WaitingQueries } from './waiting.queries.ts';

/** What the office looks at. Its routes are for the office only; nothing here is scoped further. */
export interface DeskQueries {
  waiting: WaitingQueries;
  mails: MailTrailQueries;
  operation: SignalSource;
  decided: DecidedQuery;
}

export const deskQueries = (dataSource: DataSource): DeskQueries => ({
  waiting: waitingQueries(dataSource),
  mails: mailTrailQueries(dataSource),
  operation: operationSignals(dataSource),
  decided: decidedQuery(dataSource),
});
