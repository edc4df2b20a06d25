import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UNITS } from '../../kernel/units.ts';
import { REGIONS, type RegionId } from '../organisations/index.ts';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const personId = z.string().regex(/^[a-z]+\.[a-z]+$/);
const language = z.enum(['pl', 'en']);
const amount = z.number().positive();
const days = z.number().int();
const daysAgo = z.number().min(0);
const regionId = z.enum(REGIONS.map((region) => region.id) as [RegionId, ...RegionId[]]);
const terms = z.enum(['gift', 'at-cost', 'price']);
const quality = z.enum(['certificate', 'declaration', 'maker-made']);
const text = z.string().trim().min(1);
/** Net per one unit of the post (of the need, in a commitment). */
const price = z.strictObject({ net: z.string().regex(/^\d+\.\d\d$/), currency: z.enum(['PLN', 'EUR']) });

const organisation = z.strictObject({
  id,
  name: text,
  kind: z.enum(['firm', 'health-care', 'university', 'public-body', 'partner-cluster', 'office']),
  nip: z.string().regex(/^\d{10}$/),
  country: z.literal('PL'),
  place: z.strictObject({ town: text, region: regionId }),
  website: z.url({ protocol: /^https$/ }),
  contact: z.strictObject({ person: text, phone: text, address: text, hours: text }),
  capabilities: z.array(id),
  certificates: z.array(z.strictObject({ name: text, validForDays: days })),
  membership: z.strictObject({
    state: z.enum(['applied', 'approved', 'suspended']),
    sinceDaysAgo: days.min(0),
    recommendedBy: z.array(id).optional(),
  }),
  verified: z.strictObject({
    daysAgo: days.min(0), checked: z.array(z.enum(['nip', 'address', 'phone'])).min(1),
  }).nullable(),
});

const person = z.strictObject({
  id: personId,
  name: text,
  email: z.email(),
  organisation: id,
  role: z.enum(['editor', 'organisation-admin', 'coordinator', 'administrator']),
  language,
});

const postFields = {
  id,
  organisation: id,
  author: personId,
  language,
  title: text.max(120),
  description: text,
  conceptsAdded: z.array(id).optional(),
  conceptsDropped: z.array(id).optional(),
  unit: z.enum(UNITS as [(typeof UNITS)[number], ...(typeof UNITS)[number][]]),
  packSize: z.number().int().positive().optional(),
  radiusKm: z.number().int().positive().optional(),
  wholeCountry: z.literal(true).optional(),
  terms,
  price: price.optional(),
  priceText: text.optional(),
  visibility: z.enum(['public', 'members']),
  state: z.enum(['draft', 'in-review', 'published', 'expired', 'withdrawn', 'closed-short']),
  stateReason: text.optional(),
  createdDaysAgo: daysAgo,
};

const need = z.strictObject({
  ...postFields,
  kind: z.literal('need'),
  quantity: amount,
  place: z.strictObject({ town: text.optional(), region: regionId.optional(), ward: text.optional() }).optional(),
  need: z.strictObject({
    neededInDays: days.optional(),
    officeMayAccept: z.literal(true).optional(),
    acceptsPart: z.boolean(),
    smallestPart: amount.optional(),
    acceptable: z.array(quality).min(1),
    requiredCertificates: z.array(text),
    urgency: z.enum(['normal', 'urgent']),
    stockRunsOutInDays: days.min(0).optional(),
  }),
});

const offer = z.strictObject({
  ...postFields,
  kind: z.literal('offer'),
  quantity: amount.optional(),
  place: z.strictObject({ town: text, region: regionId }).optional(),
  offer: z.strictObject({
    mode: z.enum(['stock', 'capacity']),
    perWeek: amount.optional(),
    fromInDays: days.optional(),
    untilInDays: days.optional(),
    leadTimeDays: days.min(0).optional(),
    certificatesHeld: z.array(text),
    proof: quality.optional(),
    priceNote: z.enum(['free', 'at-cost', 'to-agree']).optional(),
  }),
});

const action = z.strictObject({
  action: z.enum([
    'propose', 'ask', 'accept', 'counter', 'decline', 'withdraw', 'lapse',
    'start', 'send', 'receive', 'complete', 'fail',
  ]),
  byParty: z.enum(['supplier', 'owner', 'office', 'clock']),
  person: personId.optional(),
  onBehalf: z.literal(true).optional(),
  quantity: amount.optional(),
  promisedInDays: days.optional(),
  daysAgo,
  reason: text.optional(),
  delivery: id.optional(),
  carrier: text.optional(),
  tracking: text.optional(),
  lot: text.optional(),
  differences: text.optional(),
});

const commitment = z.strictObject({
  id,
  need: id,
  supplier: id,
  offer: id.optional(),
  quantity: amount,
  promisedInDays: days,
  terms,
  price: price.optional(),
  quality,
  handover: z.enum(['delivery', 'pick-up']),
  usesOffer: z.union([z.literal('unknown'), z.strictObject({ quantity: amount, unit: postFields.unit })]).optional(),
  state: z.enum([
    'proposed', 'accepted', 'in-production', 'partly-sent', 'sent',
    'completed', 'declined', 'withdrawn', 'lapsed', 'failed',
  ]),
  history: z.array(action).min(1),
});

export type DemoOrganisation = z.infer<typeof organisation>;
export type DemoPerson = z.infer<typeof person>;
export type DemoNeed = z.infer<typeof need>;
export type DemoOffer = z.infer<typeof offer>;
export type DemoPost = DemoNeed | DemoOffer;
export type DemoAction = z.infer<typeof action>;

/**
 * A commitment of the demo. `quantity` (in the need's unit) and `promisedInDays` are the figures last agreed or
 * proposed; `state` is where the history, oldest action first, leads.
 */
export type DemoCommitment = z.infer<typeof commitment>;

/** The fictitious cast and what it wrote; every date is a number of days from the day of seeding. */
export interface DemoData {
  organisations: DemoOrganisation[];
  people: DemoPerson[];
  posts: DemoPost[];
  commitments: DemoCommitment[];
}

/**
 * Reads the demo from its folder.
 * @throws ZodError that lists every malformed field, or Error when a file is missing or is not JSON
 */
export function loadDemoData(folder: string): DemoData {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return {
    organisations: z.array(organisation).parse(read('organisations.json')),
    people: z.array(person).parse(read('people.json')),
    posts: z.array(z.discriminatedUnion('kind', [need, offer])).parse(read('posts.json')),
    commitments: z.array(commitment).parse(read('commitments.json')),
  };
}
