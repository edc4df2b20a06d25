import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../../src/db/data-source.ts';
import { createUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { alertJobs, type OfficeAlertDeps } from '../../../src/features/alerts/index.ts';
import { createVocabulary } from '../../../src/features/vocabulary/index.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { createMailer } from '../../../src/mail/mailer.repository.ts';
import { createMailRenderer } from '../../../src/mail/renderer.ts';
import { loadMessages } from '../../../src/templates/i18n.ts';
import { freshDatabase } from '../../support/database.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
export const BASE_URL = 'http://exchange.example';
/** A Friday, noon in Warsaw. */
export const NOON = new Date('2026-11-20T11:00:00Z');
export const HOUR = 3_600_000;

const REASONS = [
  { code: 'same-product', concept: 'face-shield' },
  { code: 'quantity-part', available: '300', asked: '1000', unit: 'szt' },
  { code: 'distance', km: 84, within: true },
  { code: 'date-unknown' },
  { code: 'certificate-missing', name: 'CE' },
];

export interface NewPost {
  kind: 'need' | 'offer';
  title?: string;
  quantity?: number;
  state?: string;
  neededBy?: string;
  urgent?: boolean;
  publishedAt?: Date;
}

export interface StoredMail {
  kind: string;
  why: string;
  person_id: string | null;
  to_address: string;
  language: string;
  subject: string;
  body_text: string;
  body_html: string;
  unsubscribe_link_id: string | null;
  give_up_at: Date;
}

interface StoredAlert {
  match_id: string;
  person_id: string;
  channel: string;
  verdict: string;
  wave: number | null;
  told_at: Date | null;
}

/** Rows of the tables below alerts, made with as little as they need. */
function records(dataSource: DataSource, now: () => Date) {
  let made = 0;
  const insert = async (table: string, row: Record<string, unknown>): Promise<string> => {
    const entries = Object.entries({ id: newId(), ...row });
    const names = entries.map(([name]) => `"${name}"`).join(', ');
    const places = entries.map((_, i) => `$${i + 1}`).join(', ');
    const [stored] = await dataSource.query<{ id: string }[]>(
      `INSERT INTO ${table} (${names}) VALUES (${places}) RETURNING id`, entries.map(([, value]) => value));
    return stored?.id ?? '';
  };
  return {
    insert,
    organisation: (change: Record<string, unknown> = {}) =>
      insert('organisation', {
        kind: 'firm', name: `Firma ${(made += 1)}`, town_name: 'Toruń', membership: 'approved', created_at: now(), ...change,
      }),
    person: async (organisationId: string | null, change: Record<string, unknown> = {}) => {
      const id = await insert('person', { email: `p${(made += 1)}@x.example`, name: `Osoba ${made}`, language: 'pl', created_at: now(), email_verified_at: now(), ...change });
      if (organisationId) {
        await dataSource.query(`INSERT INTO membership VALUES ($1,$2,'editor',$3)`, [id, organisationId, now()]);
      }
      return id;
    },
    post: (organisationId: string, { kind, title, quantity = 1000, state = 'published', neededBy, urgent = false, publishedAt = now() }: NewPost) =>
      insert('post', {
        kind, organisation_id: organisationId, title: title ?? `${kind} ${(made += 1)}`, description: '', language: 'pl', analyser_version: '1',
        quantity, unit: 'szt', town_name: 'Bydgoszcz', terms: 'gift', visibility: 'public', urgent, needed_by: neededBy ?? null,
        supply_mode: kind === 'offer' ? 'stock' : null, state, published_at: publishedAt, created_at: now(), updated_at: now(),
      }),
    match: (needId: string, offerId: string | null, supplierId: string, change: Record<string, unknown> = {}) =>
      insert('match', {
        need_id: needId, offer_id: offerId, supplier_id: supplierId, verdict: 'fits', score: 0.9, reasons: JSON.stringify(REASONS),
        analyser_version: '1', found_at: now(), updated_at: now(), ...change,
      }),
    commitment: (needId: string, supplierId: string, ownerId: string, change: Record<string, unknown> = {}) =>
      insert('commitment', {
        need_id: needId, supplier_id: supplierId, owner_id: ownerId, quantity: 1000, unit: 'szt', promised_by: '2026-12-01', terms: '{}',
        state: 'proposed', supplier_yes: true, owner_yes: false, created_at: now(), updated_at: now(), ...change,
      }),
  };
}

/** A database of its own with alerts wired on it, at {@link NOON}; jobs are run by name. */
export async function alertWorld(options: { officeMail?: string } = {}) {
  const database = await freshDatabase();
  const dataSource = await createDataSource({ url: database.url, poolSize: 6 }).initialize();
  const clock = fixedClock(NOON);
  const uow = createUnitOfWork(dataSource, clock);
  const messages = loadMessages(join(ROOT, 'locales'));
  const shield = { id: 'face-shield', kind: 'product' as const, pl: ['przyłbica'], en: ['face shield'] };
  const press = { id: 'printing', kind: 'process' as const, pl: ['druk 3D'], en: ['3D printing'] };
  const deps: OfficeAlertDeps = {
    uow, clock, messages,
    mailer: createMailer(createMailRenderer(join(ROOT, 'views'), messages, BASE_URL), 'exchange.example'),
    vocabulary: createVocabulary([shield, press]),
    officeMail: options.officeMail ?? null,
  };
  const jobs = alertJobs(deps);
  const query = <T extends object>(sql: string, values: unknown[] = []) => dataSource.query<T[]>(sql, values);
  return {
    ...records(dataSource, () => clock.now()),
    clock, uow, deps, query,
    run: (name: string, payload: Record<string, unknown> = {}) => jobs[name]?.(payload) ?? Promise.reject(new Error(`no job ${name}`)),
    mails: (kind?: string) =>
      query<StoredMail>(`SELECT * FROM mail WHERE $1::text IS NULL OR kind = $1 ORDER BY created_at, to_address`, [kind ?? null]),
    alerts: () => query<StoredAlert>(`SELECT * FROM alert ORDER BY waiting_since, id`),
    waitingJobs: (name: string) => query<{ payload: { personIds: string[] } }>(
      `SELECT p.payload FROM graphile_worker.jobs j JOIN graphile_worker._private_jobs p ON p.id = j.id WHERE j.task_identifier = $1`, [name]),
    async close() {
      await dataSource.destroy();
      await database.drop();
    },
  };
}

export type AlertWorld = Awaited<ReturnType<typeof alertWorld>>;
