import { join } from 'node:path';
import type { Exchange } from '../../src/compose.ts';
import { createUnitOfWork } from '../../src/db/unit-of-work.ts';
import type { PersonActor } from '../../src/kernel/actor.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { quantityFrom } from '../../src/kernel/quantity.ts';
import { postGuards } from '../../src/features/commitments/index.ts';
import { createPost, type PostCommandDeps, type PostContent } from '../../src/features/posts/index.ts';
import { createPostgresSearch } from '../../src/search/postgres/index.ts';
import { createAnalyser } from '../../src/text/analyser.ts';
import { loadDictionary, loadVocabulary } from '../../src/text/load.ts';
import { ROOT } from '../support/exchange.ts';
import { addMember, addOrganisation } from '../support/people.ts';
import type { MatchWatch } from '../support/match-watch.ts';
import type { RealOrganisation, RealPost } from './read.ts';

/** The needs of 2020 name no amounts, but a need of the exchange has one. */
export const ASSUMED_QUANTITY = '100';

/** A post with whom it is from, ready to be published. */
export interface Ready {
  actor: PersonActor;
  organisation: RealOrganisation;
  post: RealPost;
}

/** A post that was published: when the command began, and how long until its matches were stored. */
export interface Done extends Ready {
  id: string;
  pressedAt: number;
  matchedAfter: number;
}

/** The posts' command as the pages call it. */
export function postCommands({ dataSource }: Exchange): PostCommandDeps {
  const vocabulary = loadVocabulary(join(ROOT, 'data', 'vocabulary'));
  const analyser = createAnalyser({
    dictionary: loadDictionary(join(ROOT, 'data', 'morfologik', 'polish.dict')),
    vocabulary,
  });
  return {
    uow: createUnitOfWork(dataSource, systemClock),
    analyser,
    search: createPostgresSearch({ dataSource, analyser }),
    guards: postGuards(),
  };
}

/** Stores the organisations with one person each and lays out their posts. */
export function enrol({ dataSource }: Exchange, organisations: readonly RealOrganisation[]): Promise<Ready[]> {
  return dataSource.transaction(async (manager) => {
    const ready: Ready[] = [];
    const now = new Date();
    for (const [at, organisation] of organisations.entries()) {
      const { kind, name, town } = organisation;
      const stored = await addOrganisation(manager, { kind, name, country: 'US', town }, now);
      const email = `${kind}-${at + 1}@findthemasks.example`;
      const actor = await addMember(manager, stored, { name, email, language: 'en', passwordHash: null }, now);
      ready.push(...organisation.posts.map((post) => ({ actor, organisation, post })));
    }
    return ready;
  });
}

function contentOf({ organisation: { town }, post }: Ready): PostContent {
  const isNeed = post.kind === 'need';
  return {
    title: post.title,
    description: post.description,
    language: 'en',
    conceptsAdded: [],
    conceptsDropped: [],
    cpv: null,
    quantity: isNeed ? quantityFrom(ASSUMED_QUANTITY) : null,
    unit: 'szt',
    packSize: null,
    townId: null,
    townName: town.name,
    region: null,
    lat: town.lat,
    lng: town.lng,
    ward: null,
    radiusKm: null,
    terms: 'gift',
    priceAmount: null,
    priceCurrency: null,
    priceNote: null,
    visibility: 'public',
    neededBy: null,
    acceptsPart: true,
    smallestPart: null,
    acceptable: [],
    requiredCertificates: [],
    urgent: isNeed,
    stockRunsOutOn: null,
    officeMayAccept: false,
    supplyMode: isNeed ? null : 'stock',
    perWeek: null,
    availableFrom: null,
    availableUntil: null,
    leadTimeDays: null,
    certificatesHeld: [],
    proof: null,
  };
}

/** So many posts are on their way at once: each publisher waits for the matches of its post before the next one. */
export const PUBLISHERS = 4;

/** Publishes everything and waits until it is matched by the worker. */
export async function publishAll(
  commands: PostCommandDeps,
  watch: MatchWatch,
  ready: readonly Ready[],
): Promise<Done[]> {
  const done: Done[] = [];
  const queue = ready.values();
  const publisher = async (): Promise<void> => {
    for (const one of queue) {
      const pressedAt = performance.now();
      const { id } = await createPost(commands, one.actor, {
        kind: one.post.kind,
        content: contentOf(one),
        audience: [],
        organisationId: null,
        submissionKey: null,
        digest: '',
        intent: 'publish',
      });
      done.push({ ...one, id, pressedAt, matchedAfter: (await watch.matched(id)) - pressedAt });
      if (done.length % 1_000 === 0) console.log(`   ${done.length} of ${ready.length}`);
    }
  };
  await Promise.all(Array.from({ length: PUBLISHERS }, publisher));
  return done;
}
