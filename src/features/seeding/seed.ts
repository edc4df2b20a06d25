import { IsNull, Not, type EntityManager } from 'typeorm';
import { createUnitOfWork } from '../../db/unit-of-work.ts';
import { personRepository, PersonSchema, type Person } from '../accounts/index.ts';
import { expirePosts, type Post } from '../posts/index.ts';
import { newId } from '../../kernel/ids.ts';
import { OrganisationSchema, type Organisation } from '../organisations/index.ts';
import { loadDemoData } from './demo-data.ts';
import { clearUnfinished, markSeeded, seedOf } from './installation.repository.ts';
import { seedApplications, seedSuspensions } from './seed-membership.ts';
import { commitmentScenes } from './seed-commitments.ts';
import { setStage, type SeedDeps } from './seed-deps.ts';
import { seedCast } from './seed-people.ts';
import { postScenes } from './seed-posts.ts';
import { seedSite } from './seed-site.ts';

export type SeedKind = 'demo' | 'minimal' | 'none';

async function seedDemo(deps: SeedDeps, now: Date): Promise<void> {
  const data = loadDemoData(deps.folder);
  const stage = setStage(deps, now);
  const cast = await seedCast(stage, data, deps.towns, now);
  await seedApplications(stage, data, cast);
  const posts = new Map<string, Post>();
  const scenes = [
    ...postScenes(stage, data.posts, cast, deps.towns, now, posts),
    ...commitmentScenes(stage, data.commitments, cast, now, posts),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const scene of scenes) {
    stage.clock.set(scene.at);
    await scene.play();
  }
  stage.clock.set(now);
  await seedSuspensions(stage, data, cast);
  await expirePosts(stage.posts);
  await seedSite(deps.dataSource.manager, deps.folder, now);
}

/* Who administers already (cli user create-admin) was waiting for an office to act for. */
async function takeIntoOffice(manager: EntityManager, now: Date): Promise<void> {
  const people = await manager.findBy<Person>(PersonSchema, { officeRole: Not(IsNull()) });
  for (const { id } of people) await personRepository(manager).joinOffice(id, now);
}

async function seedMinimal(manager: EntityManager, now: Date): Promise<void> {
  const office: Organisation = {
    id: newId(), kind: 'office', name: 'Biuro klastra', country: 'PL', nip: null, regon: null, registrationNumber: null, townId: null,
    townName: 'Bydgoszcz', region: 'kujawsko-pomorskie', lat: null, lng: null, website: null, capabilities: [], machines: [], contact: {},
    membership: 'approved', membershipReason: null, checkedAt: null, checks: [], confirmedAt: null,
    confirmationAskedAt: null, createdAt: now, version: 1,
  };
  await manager.insert<Organisation>(OrganisationSchema, office);
  await takeIntoOffice(manager, now);
  await markSeeded(manager, 'minimal', now);
}

const UNFINISHED = 'unfinished';

/**
 * Fills an empty database once: with the demo, or with the office alone. A database that was seeded before, or that
 * holds organisations, is left as it is; a seeding that was cut off is begun again. True when something was written.
 */
export async function seed(deps: SeedDeps, kind: SeedKind): Promise<boolean> {
  const { manager } = deps.dataSource;
  const before = await seedOf(manager);
  if (kind === 'none' || (before !== null && before !== UNFINISHED)) return false;
  const now = deps.clock.now();
  if (before === UNFINISHED) await clearUnfinished(manager);
  if (kind === 'minimal') {
    // All or nothing: what a cut off seeding has written is cleared, and an administrator may be here already.
    await createUnitOfWork(deps.dataSource, deps.clock).run((work) => seedMinimal(work.manager, now));
    return true;
  }
  await markSeeded(manager, UNFINISHED, now);
  await seedDemo(deps, now);
  await markSeeded(manager, kind, now);
  return true;
}
