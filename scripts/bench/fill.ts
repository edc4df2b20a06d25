import { createDataSource } from '../../src/db/data-source.ts';
import { migrate } from '../../src/db/migrate.ts';
import { postDocument, PostSchema, type Post, type PostKind } from '../../src/features/posts/index.ts';
import { hashPassword } from '../../src/features/accounts/index.ts';
import { createPostgresSearch } from '../../src/search/postgres/index.ts';
import { schemas } from '../../src/compose.ts';
import { addMember, addOrganisation } from '../support/people.ts';
import { randomFrom } from '../support/random.ts';
import { posts, type Owner, type Source } from './corpus.ts';

const BATCH = 500;
const SEED = 20_000;
const ORGANISATIONS = { need: 1_000, offer: 2_000 } as const;

export const PASSWORD = 'bench-20000-posts';
/** Person of the clinic that publishes the needs that are timed. */
export const CLINIC = 'clinic@bench.example';

type Manager = ReturnType<typeof createDataSource>['manager'];

async function enrol(manager: Manager, { towns }: Source, kind: PostKind, now: Date): Promise<Owner[]> {
  const random = randomFrom(kind === 'need' ? 1 : 2);
  const owners: Owner[] = [];
  for (let at = 0; at < ORGANISATIONS[kind]; at += 1) {
    const town = random.pick(towns);
    const organisation = await addOrganisation(
      manager,
      { kind: kind === 'need' ? 'health-care' : 'firm', name: `${kind} ${at}`, town },
      now,
    );
    const person = await addMember(
      manager,
      organisation,
      { name: `${kind} ${at}`, email: `${kind}-${at}@bench.example`, language: 'pl', passwordHash: null },
      now,
    );
    owners.push({ organisationId: organisation.id, authorId: person.personId, town });
  }
  return owners;
}

async function insert(manager: Manager, made: readonly Post[]): Promise<void> {
  for (let start = 0; start < made.length; start += BATCH) {
    await manager
      .createQueryBuilder()
      .insert()
      .into<Post>(PostSchema)
      .values(made.slice(start, start + BATCH))
      .updateEntity(false)
      .execute();
  }
}

/** Migrates an empty database and fills it with organisations, people and `count` published posts, not yet matched. */
export async function fill(url: string, source: Source, count: number): Promise<void> {
  await migrate(url);
  const dataSource = await createDataSource({ url, schemas }).initialize();
  try {
    const now = new Date();
    const made = await dataSource.transaction(async (manager) => {
      const owners = {
        need: await enrol(manager, source, 'need', now),
        offer: await enrol(manager, source, 'offer', now),
      };
      const town = source.towns.find(({ name }) => name === 'Bydgoszcz');
      if (!town) throw new Error('no Bydgoszcz');
      const clinic = await addOrganisation(manager, { kind: 'health-care', name: 'Bench', town }, now);
      await addMember(
        manager,
        clinic,
        { name: 'Bench', email: CLINIC, language: 'pl', passwordHash: await hashPassword(PASSWORD) },
        now,
      );
      const all = posts(source, count, owners, SEED, now);
      await insert(manager, all);
      return all;
    });
    const search = createPostgresSearch({ dataSource, analyser: source.analyser });
    for (let start = 0; start < made.length; start += BATCH) {
      await search.put(made.slice(start, start + BATCH).map((post) => postDocument(post, [], false, source.analyser)));
    }
    await dataSource.query('ANALYZE');
  } finally {
    await dataSource.destroy();
  }
}
