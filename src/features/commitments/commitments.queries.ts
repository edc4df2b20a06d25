import type { DataSource } from 'typeorm';
import { prepared } from '../../db/prepared.ts';
import { isOffice, organisationOf, type Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import type { DeliveryContact } from '../organisations/index.ts';
import type { Post, PostState } from '../posts/index.ts';
import { BETWEEN, readCommitments, type Stored } from './commitment-records.queries.ts';
import { figureQueries, type FigureQueries } from './figures.queries.ts';
import type { NeedFigures } from './figures.ts';
import type { Remainder } from './remainder.ts';
import { remainderOf } from './remainder.queries.ts';

/** A commitment with the names that a row shows. */
export interface ListedCommitment extends Stored {
  needTitle: string;
  needState: PostState;
  neededBy: LocalDate | null;
  urgent: boolean;
  offerTitle: string | null;
  offerUnit: string | null;
  supplierName: string;
  ownerName: string;
}

/** Where to deliver to and whom to call. */
export type Contact = Partial<DeliveryContact> & { organisation: string; ward: string | null };

/** Everything one commitment's page shows. */
export interface CommitmentPage extends ListedCommitment {
  figures: NeedFigures;
  /** Both sides' delivery details, from acceptance on; null before. */
  contacts: { supplier: Contact; owner: Contact } | null;
}

/** The read side of commitments: a commitment is seen by the people of its two sides and by the office, by nobody else. */
export interface CommitmentQueries extends FigureQueries {
  /** Commitments of a need or from an offer, as far as the actor may see them; others see only the sums. */
  ofPost(actor: Actor, postId: string): Promise<ListedCommitment[]>;
  /** What is not over for the actor's organisation (for the office without one: for all), the most pressing first. */
  open(actor: Actor): Promise<ListedCommitment[]>;
  /** One by its submission key: what a form or a mail link has led to. The caller holds the key. */
  bySubmission(key: string): Promise<ListedCommitment | null>;
  /** The open or live one between a need and a supplier, if any. */
  between(needId: string, supplierId: string): Promise<ListedCommitment | null>;
  /** What the actor's organisation can propose for a need with one press; null when it cannot. */
  remainder(actor: Actor, need: Post, now: Date): Promise<Remainder | null>;
  /** @throws DomainError not-found */
  page(actor: Actor, id: string): Promise<CommitmentPage>;
}

interface Names {
  id: string;
  needTitle: string;
  needState: PostState;
  neededBy: LocalDate | null;
  urgent: boolean;
  ward: string | null;
  offerTitle: string | null;
  offerUnit: string | null;
  supplierName: string;
  ownerName: string;
  supplierContact: Partial<DeliveryContact>;
  ownerContact: Partial<DeliveryContact>;
}

const NAMES = `
  SELECT c.id, n.title AS "needTitle", n.state AS "needState", n.needed_by::text AS "neededBy", n.urgent, n.ward, f.title AS "offerTitle",
    f.unit AS "offerUnit", s.name AS "supplierName", o.name AS "ownerName", s.contact AS "supplierContact", o.contact AS "ownerContact"
  FROM commitment c JOIN post n ON n.id = c.need_id LEFT JOIN post f ON f.id = c.offer_id
  JOIN organisation s ON s.id = c.supplier_id JOIN organisation o ON o.id = c.owner_id
  WHERE c.id = ANY($1::uuid[])`;

const SEEN = '($1 OR c.supplier_id = $2 OR c.owner_id = $2)';
const NOT_OVER = `(c.state IN ('proposed','accepted','in-production','partly-sent','sent') OR (c.state IN ('completed','failed','withdrawn')
  AND EXISTS (SELECT FROM delivery d WHERE d.commitment_id = c.id AND NOT EXISTS (SELECT FROM receipt r WHERE r.delivery_id = d.id))))`;
const LIST_LIMIT = 300;

const scope = (actor: Actor): [boolean, string | null] => [isOffice(actor), organisationOf(actor)];

const listed = (stored: Stored, { ward: _ward, supplierContact: _s, ownerContact: _o, id: _id, ...names }: Names): ListedCommitment =>
  ({ ...stored, ...names });

const missing = (): DomainError => new DomainError('not-found', 'errors.not-found');

export function commitmentQueries(dataSource: DataSource): CommitmentQueries {
  const figures = figureQueries(dataSource);
  const namesOf = async (stored: readonly Stored[]): Promise<Map<string, Names>> => {
    if (stored.length === 0) return new Map();
    const rows = await dataSource.query<Names[]>(prepared(NAMES), [stored.map(({ commitment }) => commitment.id)]);
    return new Map(rows.map((row) => [row.id, row]));
  };
  const list = async (condition: string, values: readonly unknown[]): Promise<ListedCommitment[]> => {
    const stored = await readCommitments(dataSource, condition, values);
    const names = await namesOf(stored);
    return stored.flatMap((one) => {
      const found = names.get(one.commitment.id);
      return found ? [listed(one, found)] : [];
    });
  };
  return {
    ...figures,
    ofPost: (actor, postId) => list(`${SEEN} AND (c.need_id = $3 OR c.offer_id = $3)`, [...scope(actor), postId]),
    open: (actor) => {
      const own = organisationOf(actor);
      const all = isOffice(actor) && own === null;
      return list(`c.id IN (SELECT c.id FROM commitment c WHERE ($1 OR c.supplier_id = $2 OR c.owner_id = $2) AND ${NOT_OVER}
        ORDER BY c.expires_at NULLS LAST, c.promised_by, c.id LIMIT ${LIST_LIMIT})`, [all, own]);
    },
    bySubmission: async (key) => (await list('c.submission_key = $1', [key]))[0] ?? null,
    between: async (needId, supplierId) => (await list(BETWEEN, [needId, supplierId])).at(-1) ?? null,
    remainder: (actor, need, now) => remainderOf(dataSource.manager, actor, need, now),
    async page(actor, id) {
      const [stored] = isId(id) ? await readCommitments(dataSource, `${SEEN} AND c.id = $3`, [...scope(actor), id]) : [];
      const names = stored && (await namesOf([stored])).get(id);
      const sums = stored && (await figures.needFigures([stored.commitment.needId])).get(stored.commitment.needId);
      if (!stored || !names || !sums) throw missing();
      const agreed = stored.commitment.supplierYes && stored.commitment.ownerYes;
      return {
        ...listed(stored, names),
        figures: sums,
        contacts: agreed ? {
          supplier: { ...names.supplierContact, organisation: names.supplierName, ward: null },
          owner: { ...names.ownerContact, organisation: names.ownerName, ward: names.ward },
        } : null,
      };
    },
  };
}
