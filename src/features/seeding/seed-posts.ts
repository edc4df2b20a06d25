import { addDays, today, type LocalDate } from '../../kernel/dates.ts';
import { quantityFrom, type Quantity } from '../../kernel/quantity.ts';
import { findTowns, type Organisation, type Town } from '../organisations/index.ts';
import { closeNeed, createPost, withdrawPost, type Post, type PostContent } from '../posts/index.ts';
import type { DemoNeed, DemoOffer, DemoPost } from './demo-data.ts';
import type { Stage } from './seed-deps.ts';
import type { Cast } from './seed-people.ts';

const amount = (value: number | undefined): Quantity | null => (value === undefined ? null : quantityFrom(String(value)));
const inDays = (day: LocalDate, days: number | undefined): LocalDate | null => (days === undefined ? null : addDays(day, days));

const UNKNOWN_TOWN = { id: null, region: null, lat: null, lng: null };

/** Where the post says it is, else where its organisation is. */
function placeOf(demo: DemoPost, organisation: Organisation, towns: readonly Town[]) {
  const { place } = demo;
  const radiusKm = demo.radiusKm ?? null;
  if (!place?.town) {
    const { townId, townName, region, lat, lng } = organisation;
    return { townId, townName, region, lat, lng, radiusKm };
  }
  const [town] = findTowns(towns, `${place.town}, ${place.region ?? ''}`, 1);
  const { id, region, lat, lng } = town ?? UNKNOWN_TOWN;
  return { townId: id, townName: place.town, region, lat, lng, radiusKm };
}

function needPart(demo: DemoNeed, day: LocalDate) {
  const { need } = demo;
  return {
    ward: demo.place?.ward ?? null,
    neededBy: inDays(day, need.neededInDays),
    acceptsPart: need.acceptsPart,
    smallestPart: amount(need.smallestPart),
    acceptable: need.acceptable,
    requiredCertificates: need.requiredCertificates,
    urgent: need.urgency === 'urgent',
    stockRunsOutOn: inDays(day, need.stockRunsOutInDays),
    officeMayAccept: need.officeMayAccept ?? false,
    supplyMode: null, perWeek: null, availableFrom: null, availableUntil: null, leadTimeDays: null, certificatesHeld: [], proof: null,
  };
}

function offerPart({ offer }: DemoOffer, day: LocalDate) {
  return {
    ward: null, neededBy: null, acceptsPart: true, smallestPart: null, acceptable: [], requiredCertificates: [], urgent: false,
    stockRunsOutOn: null, officeMayAccept: false,
    supplyMode: offer.mode,
    perWeek: amount(offer.perWeek),
    availableFrom: inDays(day, offer.fromInDays),
    availableUntil: inDays(day, offer.untilInDays),
    leadTimeDays: offer.leadTimeDays ?? null,
    certificatesHeld: offer.certificatesHeld,
    proof: offer.proof ?? null,
  };
}

function contentOf(demo: DemoPost, organisation: Organisation, towns: readonly Town[], day: LocalDate): PostContent {
  return {
    title: demo.title,
    description: demo.description,
    language: demo.language,
    conceptsAdded: demo.conceptsAdded ?? [],
    conceptsDropped: demo.conceptsDropped ?? [],
    cpv: null,
    quantity: amount(demo.quantity),
    unit: demo.unit,
    packSize: demo.packSize ?? null,
    ...placeOf(demo, organisation, towns),
    terms: demo.terms,
    priceAmount: demo.price?.net ?? null,
    priceCurrency: demo.price?.currency ?? null,
    priceNote: demo.priceText ?? null,
    visibility: demo.visibility,
    ...(demo.kind === 'need' ? needPart(demo, day) : offerPart(demo, day)),
  };
}

/** Something of the demo's past, to be played in the order of time. */
export interface Scene {
  at: Date;
  play(): Promise<void>;
}

/** When each post was written, and, for ended ones, that they ended shortly before now. Fills `posts` as it is played. */
export function postScenes(
  stage: Stage, demos: readonly DemoPost[], cast: Cast, towns: readonly Town[], now: Date, posts: Map<string, Post>,
): Scene[] {
  return demos.flatMap((demo) => {
    const organisation = cast.organisations.get(demo.organisation);
    const author = cast.people.get(demo.author);
    if (!organisation || !author) throw new Error(`post ${demo.id}: unknown organisation or author`);
    const write: Scene = {
      at: new Date(now.getTime() - demo.createdDaysAgo * 86_400_000),
      play: async () => {
        const post = await createPost(stage.posts, author, {
          kind: demo.kind,
          content: contentOf(demo, organisation, towns, today(now)),
          audience: [],
          organisationId: organisation.id,
          submissionKey: null,
          digest: '',
          intent: demo.state === 'draft' ? 'draft' : 'publish',
        });
        posts.set(demo.id, post);
      },
    };
    const end = demo.state === 'withdrawn' ? withdrawPost : demo.state === 'closed-short' ? closeNeed : null;
    if (!end) return [write];
    const finish = async () => void (await end(stage.posts, author, posts.get(demo.id)?.id ?? '', demo.stateReason ?? '–'));
    return [write, { at: new Date(now.getTime() - 60_000), play: finish }];
  });
}
