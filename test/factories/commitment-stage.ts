import type { DataSource, EntitySchema } from 'typeorm';
import { join } from 'node:path';
import { createDataSource } from '../../src/db/data-source.ts';
import { createUnitOfWork } from '../../src/db/unit-of-work.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { newId } from '../../src/kernel/ids.ts';
import { quantityFrom } from '../../src/kernel/quantity.ts';
import { createMailer } from '../../src/mail/mailer.repository.ts';
import { createMailRenderer } from '../../src/mail/renderer.ts';
import { createPostgresSearch } from '../../src/search/postgres/index.ts';
import { loadMessages } from '../../src/templates/i18n.ts';
import { createAnalyser } from '../../src/text/analyser.ts';
import { accountQueries, OrganisationMemberSchema, PersonSchema, personRepository } from '../../src/features/accounts/index.ts';
import { commitmentQueries, postGuards, schemas, type CommitmentDeps } from '../../src/features/commitments/index.ts';
import { FileSchema } from '../../src/features/files/index.ts';
import { CertificateSchema, OrganisationSchema, type Organisation } from '../../src/features/organisations/index.ts';
import { MatchSchema } from '../../src/features/matches/index.ts';
import { PostSchema, type Post } from '../../src/features/posts/index.ts';
import { freshDatabase } from '../support/database.ts';
import type { OfficeRole, PersonActor } from '../../src/kernel/actor.ts';

export const NOW = new Date('2020-03-16T11:00:00Z');
const ROOT = join(import.meta.dirname, '..', '..');

/** A database with the commitments' commands on it, one unapproved and three approved organisations and a coordinator. */
export async function commitmentStage() {
  const database = await freshDatabase();
  const known: EntitySchema[] = [
    PersonSchema, OrganisationMemberSchema, OrganisationSchema, CertificateSchema, FileSchema, PostSchema, MatchSchema, ...schemas,
  ];
  const dataSource = createDataSource({ url: database.url, schemas: known, poolSize: 12 });
  await dataSource.initialize();
  const clock = fixedClock(NOW);
  const uow = createUnitOfWork(dataSource, clock);
  const messages = loadMessages(join(ROOT, 'locales'));
  const mailer = createMailer(createMailRenderer(join(ROOT, 'views'), messages, 'http://exchange.test'), 'exchange.test');
  const analyser = createAnalyser({ dictionary: null, vocabulary: [] });
  const search = createPostgresSearch({ dataSource, analyser });
  const posts = { uow, analyser, search, guards: postGuards() };
  const deps: CommitmentDeps = { uow, mailer, messages, posts };
  return {
    dataSource, clock, uow, deps, posts, messages, cast: await cast(dataSource),
    queries: commitmentQueries(dataSource),
    async close() {
      await dataSource.destroy();
      await database.drop();
    },
  };
}

export type CommitmentStage = Awaited<ReturnType<typeof commitmentStage>>;

export async function addOrganisation(dataSource: DataSource, name: string, membership: Organisation['membership'] = 'approved'): Promise<string> {
  const id = newId();
  const organisation: Organisation = {
    id, kind: 'firm', name, country: 'PL', nip: null, regon: null, registrationNumber: null, townId: null, townName: 'Bydgoszcz', region: null,
    lat: null, lng: null, website: null, capabilities: [], machines: [], membership,
    membershipReason: null, checkedAt: null, checks: [], confirmedAt: null, confirmationAskedAt: null, createdAt: NOW, version: 1,
    contact: { person: `Person of ${name}`, phone: '52 100 00 00', address: `Street of ${name}`, hours: '8–16' },
  };
  await dataSource.manager.insert<Organisation>(OrganisationSchema, organisation);
  return id;
}

export async function addPerson(
  dataSource: DataSource, name: string, organisationId: string | null, officeRole: OfficeRole | null = null,
): Promise<PersonActor> {
  const people = personRepository(dataSource.manager);
  const email = `${name.toLowerCase()}@example.org`;
  const person = await people.insert({ email, name, language: 'pl', passwordHash: null, officeRole }, NOW);
  if (organisationId) await people.join(person.id, organisationId, 'editor', NOW);
  const actor = await accountQueries(dataSource).actor(person.id, organisationId);
  if (!actor) throw new Error(`no actor for ${name}`);
  return actor;
}

async function cast(dataSource: DataSource) {
  const ids = {
    clinic: await addOrganisation(dataSource, 'Klinika'), firmX: await addOrganisation(dataSource, 'Firma X'),
    firmY: await addOrganisation(dataSource, 'Firma Y'), newcomer: await addOrganisation(dataSource, 'Nowa', 'applied'),
  };
  return {
    ids,
    anna: await addPerson(dataSource, 'Anna', ids.clinic),
    xawery: await addPerson(dataSource, 'Xawery', ids.firmX),
    yvonne: await addPerson(dataSource, 'Yvonne', ids.firmY),
    nadia: await addPerson(dataSource, 'Nadia', ids.newcomer),
    celina: await addPerson(dataSource, 'Celina', null, 'coordinator'),
  };
}

const CONTENT = {
  description: '', language: 'pl', conceptsAdded: [], conceptsDropped: [], concepts: [], titleKeys: [], textKeys: [], analyserVersion: '1',
  cpv: null, unit: 'szt', packSize: null, townId: null, townName: 'Bydgoszcz', region: null, lat: null, lng: null, ward: null, radiusKm: null,
  terms: 'gift', priceAmount: null, priceCurrency: null, priceNote: null, visibility: 'public', neededBy: null, acceptsPart: true,
  smallestPart: null, acceptable: [], requiredCertificates: [], urgent: false, stockRunsOutOn: null, officeMayAccept: false, perWeek: null,
  availableFrom: null, availableUntil: null, leadTimeDays: null, certificatesHeld: [], proof: null, authorId: null, state: 'published',
  stateReason: null, endsOn: '2020-06-30', publishedAt: NOW, endedAt: null, createdAt: NOW, updatedAt: NOW, version: 1, submissionKey: null,
  submissionDigest: null,
} satisfies Partial<Post>;

async function addPost(dataSource: DataSource, post: Post): Promise<Post> {
  await dataSource.manager.insert<Post>(PostSchema, post);
  return post;
}

export const addNeed = (dataSource: DataSource, organisationId: string, quantity: string, changes: Partial<Post> = {}): Promise<Post> =>
  addPost(dataSource, {
    ...CONTENT, id: newId(), kind: 'need', title: 'Przyłbice ochronne', organisationId, quantity: quantityFrom(quantity), supplyMode: null,
    ...changes,
  });

export const addOffer = (dataSource: DataSource, organisationId: string, stock: string | null, changes: Partial<Post> = {}): Promise<Post> =>
  addPost(dataSource, {
    ...CONTENT, id: newId(), kind: 'offer', title: 'Przyłbice z druku', organisationId, quantity: stock === null ? null : quantityFrom(stock),
    supplyMode: 'stock', ...changes,
  });
