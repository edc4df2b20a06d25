import { quantityFrom as q, toDecimal } from '../../../src/kernel/quantity.ts';
import { isDomainError, type DomainError } from '../../../src/kernel/errors.ts';
import type { NewCommitment } from '../../../src/features/commitments/index.ts';
import type { CommitmentStage } from '../../factories/commitment-stage.ts';

/** A proposal for a need, plainly, as a gift. */
export const wanted = (needId: string, quantity: string, changes: Partial<NewCommitment> = {}): NewCommitment => ({
  needId, offerId: null, supplierId: null, quantity: q(quantity), offerUse: null, by: '2020-03-20',
  terms: { kind: 'gift', proof: null, handover: 'delivery' }, orPart: false, note: null, submissionKey: null, digest: '', ...changes,
});

export const parcel = (sent: string) =>
  ({ sent: q(sent), on: '2020-03-16', handover: 'delivery', carrier: 'DPD', reference: '0001', lot: null }) as const;

export const arrival = (quantity: string) => ({ quantity: q(quantity), on: '2020-03-16', by: 'Anna Nowak', differences: null }) as const;

/** The figures of a need as `proposed/promised/sent/received/on the way/open`. */
export async function figuresOf(stage: CommitmentStage, needId: string): Promise<string> {
  const f = (await stage.queries.needFigures([needId])).get(needId);
  return f ? [f.proposed, f.promised, f.sent, f.received, f.onTheWay, f.open].map(toDecimal).join('/') : 'none';
}

/** The refusal a promise ends in; fails when it ends in anything else. */
export async function refusalOf(promise: Promise<unknown>): Promise<DomainError> {
  try {
    await promise;
  } catch (error) {
    if (isDomainError(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** `why → address` of the mails stored since the last call. */
export async function newMails(stage: CommitmentStage): Promise<string[]> {
  const rows = await stage.dataSource.query<{ why: string; to_address: string }[]>(`SELECT why, to_address FROM mail ORDER BY why, to_address`);
  await stage.dataSource.query(`DELETE FROM mail`);
  return rows.map((row) => `${row.why} → ${row.to_address.replace('@example.org', '')}`);
}

/** Names of waiting jobs about a post. */
export async function jobsFor(stage: CommitmentStage, key: string): Promise<number> {
  const [row] = await stage.dataSource.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM graphile_worker.jobs WHERE key = $1`, [key]);
  return row?.n ?? 0;
}
