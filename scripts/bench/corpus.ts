import { join } from 'node:path';
import { addDays, today, type LocalDate } from '../../src/kernel/dates.ts';
import { newId } from '../../src/kernel/ids.ts';
import { quantityFrom } from '../../src/kernel/quantity.ts';
import { loadGazetteer, type Town } from '../../src/features/organisations/index.ts';
import { publish, understand, type Post, type PostContent, type PostKind } from '../../src/features/posts/index.ts';
import { createAnalyser } from '../../src/text/analyser.ts';
import { loadDictionary, loadVocabulary } from '../../src/text/load.ts';
import type { Analyser, Concept } from '../../src/text/types.ts';
import { ROOT } from '../support/exchange.ts';
import { randomFrom, type Random } from '../support/random.ts';

/** What synthetic posts are made of. */
export interface Source {
  vocabulary: readonly Concept[];
  analyser: Analyser;
  towns: readonly Town[];
}

export function loadSource(): Source {
  const vocabulary = loadVocabulary(join(ROOT, 'data', 'vocabulary'));
  const dictionary = loadDictionary(join(ROOT, 'data', 'morfologik', 'polish.dict'));
  return {
    vocabulary,
    analyser: createAnalyser({ dictionary, vocabulary }),
    towns: loadGazetteer(join(ROOT, 'data', 'gazetteer', 'towns-pl.tsv')),
  };
}

const WORDS = {
  pl: {
    before: ['Pilnie', 'Nowe', 'Zapas', 'Partia próbna', 'Seria', 'Dostawa', 'Zlecenie', 'Regularnie'],
    sentences: [
      'Odbiór własny albo kurier w cenie.',
      'Prosimy o podanie terminu i ilości.',
      'Możliwa dostawa w częściach.',
      'Dokumentacja na życzenie.',
      'Pakowane zbiorczo na paletach.',
      'Szczegóły uzgodnimy po akceptacji.',
      'Kontakt w dni robocze od 8 do 16.',
      'Próbki wysyłamy w ciągu dwóch dni.',
    ],
    with: 'Dotyczy też:',
  },
  en: {
    before: ['Urgent:', 'New', 'Stock of', 'Trial batch of', 'Series of', 'Delivery of', 'Order for', 'Regular'],
    sentences: [
      'Pick-up or courier included.',
      'Please state date and quantity.',
      'Part deliveries are welcome.',
      'Documents on request.',
      'Packed on pallets.',
      'Details after acceptance.',
      'Call on working days from 8 to 4.',
      'Samples leave within two days.',
    ],
    with: 'Also concerns:',
  },
} as const;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/* A few things are asked for often and most seldom, as in every market. */
const conceptOf = (random: Random, concepts: readonly Concept[]): Concept =>
  concepts[Math.floor(random.next() ** 2 * concepts.length)] as Concept;

function textOf(
  random: Random,
  vocabulary: readonly Concept[],
): Pick<PostContent, 'title' | 'description' | 'language'> {
  const language = random.next() < 0.8 ? 'pl' : 'en';
  const words = WORDS[language];
  const phrase = random.pick(conceptOf(random, vocabulary)[language]);
  const other = random.pick(conceptOf(random, vocabulary)[language]);
  const title = random.next() < 0.5 ? capital(phrase) : `${random.pick(words.before)} ${phrase}`;
  const sentences = Array.from({ length: 1 + random.below(4) }, () => random.pick(words.sentences));
  const aside = random.next() < 0.3 ? [`${words.with} ${other}.`] : [];
  return { title: `${title} ${100 + random.below(900)}`, description: [...sentences, ...aside].join(' '), language };
}

function needPart(random: Random, day: LocalDate) {
  return {
    ward: null,
    neededBy: random.next() < 0.8 ? addDays(day, 2 + random.below(40)) : null,
    acceptsPart: random.next() < 0.9,
    smallestPart: null,
    acceptable: [],
    requiredCertificates: random.next() < 0.2 ? ['CE'] : [],
    urgent: random.next() < 0.2,
    stockRunsOutOn: null,
    officeMayAccept: false,
    supplyMode: null,
    perWeek: null,
    availableFrom: null,
    availableUntil: null,
    leadTimeDays: null,
    certificatesHeld: [],
    proof: null,
  };
}

function offerPart(random: Random, day: LocalDate) {
  const capacity = random.next() < 0.4;
  return {
    ward: null,
    neededBy: null,
    acceptsPart: true,
    smallestPart: null,
    acceptable: [],
    requiredCertificates: [],
    urgent: false,
    stockRunsOutOn: null,
    officeMayAccept: false,
    supplyMode: capacity ? ('capacity' as const) : ('stock' as const),
    perWeek: capacity ? quantityFrom(String(50 + random.below(1_000))) : null,
    availableFrom: capacity ? day : null,
    availableUntil: capacity ? addDays(day, 30 + random.below(60)) : null,
    leadTimeDays: random.next() < 0.5 ? random.below(14) : null,
    certificatesHeld: random.next() < 0.5 ? ['CE'] : [],
    proof: null,
  };
}

/** What somebody in this town may have typed: an invented need or offer of something from the vocabulary. */
export function contentOf(
  random: Random,
  { vocabulary }: Source,
  kind: PostKind,
  town: Town,
  day: LocalDate,
): PostContent {
  const part = kind === 'need' ? needPart(random, day) : offerPart(random, day);
  return {
    ...textOf(random, vocabulary),
    conceptsAdded: [],
    conceptsDropped: [],
    cpv: null,
    quantity: part.supplyMode === 'capacity' ? null : quantityFrom(String(10 + random.below(5_000))),
    unit: 'szt',
    packSize: null,
    townId: town.id,
    townName: town.name,
    region: town.region,
    lat: town.lat,
    lng: town.lng,
    radiusKm: kind === 'offer' && random.next() < 0.5 ? 50 + random.below(250) : null,
    terms: 'gift',
    priceAmount: null,
    priceCurrency: null,
    priceNote: null,
    visibility: 'public',
    ...part,
  };
}

export interface Owner {
  organisationId: string;
  authorId: string;
  town: Town;
}

/** Published posts, half needs and half offers, the same ones for the same seed but for their ids. */
export function posts(
  source: Source,
  count: number,
  owners: Readonly<Record<PostKind, readonly Owner[]>>,
  seed: number,
  now: Date,
): Post[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, at) => {
    const kind: PostKind = at % 2 === 0 ? 'need' : 'offer';
    const { organisationId, authorId, town } = random.pick(owners[kind]);
    const content = contentOf(random, source, kind, town, today(now));
    const draft: Post = {
      ...content,
      ...understand(source.analyser, content),
      id: newId(),
      kind,
      organisationId,
      authorId,
      state: 'draft',
      stateReason: null,
      endsOn: null,
      publishedAt: null,
      endedAt: null,
      createdAt: now,
      updatedAt: now,
      version: 1,
      submissionKey: null,
      submissionDigest: '',
    };
    return publish(draft, now, false);
  });
}
