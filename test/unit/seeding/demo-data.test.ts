import { readFileSync, readdirSync } from 'node:fs';
import { loadGazetteer } from '../../../src/features/organisations/gazetteer.ts';
import { isNip } from '../../../src/features/organisations/organisation.ts';
import { loadDemoData } from '../../../src/features/seeding/demo-data.ts';
import type { DemoOffer, DemoPost } from '../../../src/features/seeding/demo-data.ts';
import { isCountable, quantityFrom } from '../../../src/kernel/quantity.ts';

const root = new URL('../../../data/', import.meta.url).pathname;
const demo = loadDemoData(`${root}demo`);
const organisations = new Map(demo.organisations.map((organisation) => [organisation.id, organisation]));
const people = new Map(demo.people.map((person) => [person.id, person]));
const ofKind = (kind: string) => demo.organisations.filter((organisation) => organisation.kind === kind);
const postsOf = (kind: DemoPost['kind']) => demo.posts.filter((post) => post.kind === kind);
const share = (part: readonly unknown[], whole: readonly unknown[]) => part.length / whole.length;

describe('the cast', () => {
  test('has the promised size', () => {
    expect(['firm', 'health-care', 'university', 'office'].map((kind) => ofKind(kind).length)).toEqual([14, 6, 2, 1]);
    expect(demo.people.length).toBeGreaterThanOrEqual(30);
    const roles = demo.people.map((person) => person.role);
    expect(roles.filter((role) => role === 'coordinator').length).toBeGreaterThanOrEqual(2);
    expect(roles.filter((role) => role === 'administrator')).toHaveLength(1);
  });

  test('has an applicant, a suspended member and only approved ones beside them', () => {
    const states = demo.organisations.map((organisation) => organisation.membership.state);
    expect(states.filter((state) => state !== 'approved').sort()).toEqual(['applied', 'suspended']);
  });

  test.each(demo.organisations)('$id: test numbers, invented domain, known referees, people', (organisation) => {
    expect(isNip(organisation.nip)).toBe(true);
    expect(organisation.nip).toMatch(/^999/);
    expect(organisation.contact.phone).toMatch(/^\+48 000 /);
    expect(organisation.website).toBe(`https://${organisation.id}.example`);
    for (const referee of organisation.membership.recommendedBy ?? []) {
      expect(organisations.get(referee)?.membership.state).toBe('approved');
    }
    expect(demo.people.some((person) => person.organisation === organisation.id)).toBe(true);
  });

  test.each(demo.people)('$id: works for a known organisation and writes from its domain', (person) => {
    expect(organisations.get(person.organisation)).toBeDefined();
    expect(person.email).toBe(`${person.id}@${person.organisation}.example`);
    const office = person.role === 'coordinator' || person.role === 'administrator';
    expect(office).toBe(organisations.get(person.organisation)?.kind === 'office');
  });

  test('ids and tax numbers are not repeated', () => {
    const lists = [organisations.size, people.size, new Set(demo.posts.map((post) => post.id)).size];
    expect(lists).toEqual([demo.organisations.length, demo.people.length, demo.posts.length]);
    expect(new Set(demo.organisations.map((organisation) => organisation.nip)).size).toBe(demo.organisations.length);
  });

  test('every place is exactly one town of the gazetteer', () => {
    const towns = loadGazetteer(`${root}gazetteer/towns-pl.tsv`);
    const places = [...demo.organisations, ...demo.posts].flatMap(({ place }) => (place?.town ? [place] : []));
    for (const place of places) {
      const found = towns.filter((town) => town.name === place.town && town.region === place.region);
      expect([place.town, found.length]).toEqual([place.town, 1]);
    }
  });

  test('capabilities and corrected concepts are in the vocabulary', () => {
    const concepts = readVocabularyIds();
    const capabilities = demo.organisations.flatMap((organisation) => organisation.capabilities);
    const corrected = demo.posts.flatMap((post) => [...post.conceptsAdded ?? [], ...post.conceptsDropped ?? []]);
    expect([...capabilities, ...corrected].filter((id) => !concepts.has(id))).toEqual([]);
  });
});

describe('the posts', () => {
  test('are 60 offers and 40 needs, a quarter in English, a few not published', () => {
    expect([postsOf('offer').length, postsOf('need').length]).toEqual([60, 40]);
    expect(share(demo.posts.filter((post) => post.language === 'en'), demo.posts)).toBeCloseTo(0.25, 1);
    expect(share(demo.posts.filter((post) => post.state === 'published'), demo.posts)).toBeGreaterThan(0.8);
    const states = new Set(demo.posts.map((post) => post.state));
    expect([...states].sort())
      .toEqual(['closed-short', 'draft', 'expired', 'in-review', 'published', 'withdrawn']);
  });

  test.each(demo.posts)('$id: author, reach, price and countable amounts agree', (post) => {
    expect(people.get(post.author)?.organisation).toBe(post.organisation);
    expect((post.radiusKm !== undefined) !== (post.wholeCountry === true)).toBe(true);
    if (post.packSize !== undefined) expect(post.unit).toBe('opak');
    if (post.terms === 'gift') expect([post.priceText, post.price]).toEqual([undefined, undefined]);
    expect(post.stateReason !== undefined).toBe(post.state === 'withdrawn' || post.state === 'closed-short');
    for (const amount of amountsOf(post)) {
      expect(isCountable(quantityFrom(String(amount)), post.unit)).toBe(true);
    }
  });

  test.each(postsOf('offer') as DemoOffer[])('$id: stock or capacity, price note follows the terms', (offer) => {
    const { mode, perWeek, fromInDays, untilInDays, priceNote } = offer.offer;
    const given = [offer.quantity, perWeek, fromInDays, untilInDays].map((value) => value !== undefined);
    expect(mode === 'stock' ? given.slice(0, 2) : given)
      .toEqual(mode === 'stock' ? [true, false] : [false, true, true, true]);
    const expected = { gift: 'free', 'at-cost': 'at-cost', price: offer.priceText ? undefined : 'to-agree' };
    expect(priceNote).toBe(expected[offer.terms]);
  });

  const published = demo.posts.filter((post) => post.state === 'published');
  test.each(published)('$id: is still open on the day of seeding', (post) => {
    const end = post.kind === 'need' ? post.need.neededInDays ?? 14 - post.createdDaysAgo
      : post.offer.untilInDays ?? 90 - post.createdDaysAgo;
    expect(end).toBeGreaterThanOrEqual(0);
    expect(organisations.get(post.organisation)?.membership.state).toBe('approved');
  });

  test('what is in review was written by the applicant', () => {
    const authors = demo.posts.filter((post) => post.state === 'in-review').map((post) => post.organisation);
    expect(new Set(authors.map((author) => organisations.get(author)?.membership.state))).toEqual(new Set(['applied']));
  });

  test.each(postsOf('need').flatMap((post) => (post.kind === 'need' ? [post] : [])))(
    '$id: a part is smaller than the whole, required certificates go with certified goods', (post) => {
      expect(post.need.smallestPart !== undefined).toBe(post.need.acceptsPart);
      expect(post.need.smallestPart ?? 0).toBeLessThan(post.quantity + (post.need.acceptsPart ? 0 : 1));
      if (post.need.requiredCertificates.length > 0) expect(post.need.acceptable).toContain('certificate');
    },
  );
});

describe('the texts', () => {
  const english = /\b(the|and|with|from|our|please|pieces|lorem|ipsum)\b/i;
  const polish = /\b(dla|oraz|się|jest|nie|proszę|sztuk|tygodniowo)\b/i;
  const written = [
    ...demo.posts.flatMap((post) => {
      const texts = [post.title, post.description, post.priceText ?? '', post.stateReason ?? ''];
      return texts.map((text) => [post.language, text]);
    }),
    ...demo.commitments.flatMap((commitment) => commitment.history.map((action) => [
      people.get(action.person ?? '')?.language ?? 'pl', `${action.reason ?? ''} ${action.differences ?? ''}`,
    ])),
  ];

  test('speak the language they say they do', () => {
    const strays = written.filter(([language, text]) => (language === 'pl' ? english : polish).test(text ?? ''));
    expect(strays).toEqual([]);
  });

  test('carry no address, no phone number, no doubled blank', () => {
    const leak = /@|https?:|www\.|\b\d{9}\b|\b\d{3}[ -]\d{3}[ -]\d{3}\b| {2}/;
    const leaks = written.filter(([, text]) => leak.test(text?.trim() ?? ''));
    expect(leaks).toEqual([]);
  });
});

function amountsOf(post: DemoPost): number[] {
  const second = post.kind === 'need' ? post.need.smallestPart : post.offer.perWeek;
  const amounts = [post.quantity, second];
  return amounts.flatMap((amount) => (amount === undefined ? [] : [amount]));
}

function readVocabularyIds(): Set<string> {
  const files = readdirSync(`${root}vocabulary`).filter((name) => name.endsWith('.json'));
  return new Set(files.flatMap((name) => {
    const concepts = JSON.parse(readFileSync(`${root}vocabulary/${name}`, 'utf8')) as { id: string }[];
    return concepts.map((concept) => concept.id);
  }));
}
