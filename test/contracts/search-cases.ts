import type { SearchQuery } from '../../src/search/port.ts';
import { CLINIC, FIRM, STRANGER } from './search-corpus.ts';

/** A query and what it must bring; `only` is the whole result in any order, `order` the whole result in this order. */
export interface SearchCase {
  name: string;
  ask: Partial<SearchQuery>;
  only?: string[];
  order?: string[];
  first?: string;
  has?: string[];
  hasNot?: string[];
  didYouMean?: string;
}

type Expected = Omit<SearchCase, 'name' | 'ask'>;

const text = (typed: string, expected: Expected, more: Partial<SearchQuery> = {}): SearchCase => ({
  name: `"${typed}"`, ask: { text: typed, ...more }, ...expected,
});

const en = { language: 'en' } as const;

export const INFLECTION: SearchCase[] = [
  text('przyłbica', { only: ['shields', 'visors', 'film'], first: 'shields' }),
  text('przyłbicami', { only: ['shields', 'visors', 'film'] }),
  text('PRZYŁBIC', { only: ['shields', 'visors', 'film'] }),
  text('fartuchów', { only: ['gowns'] }),
  text('włókniną', { only: ['gowns'] }),
  text('respirator', { only: ['valves'] }),
  text('konstrukcja stalowa', { only: ['welding'] }),
  text('pielęgniarka', { only: ['gloves'] }),
  text('złącze do węża', { only: ['connectors'] }),
  text('kanister 5 litrów', { only: ['liquid'] }),
  text('machine', { only: ['moulding'] }, en),
  text('hospital', { only: ['visors'] }, en),
];

export const WITHOUT_DIACRITICS: SearchCase[] = [
  text('przylbice', { only: ['shields', 'visors', 'film'] }),
  text('zolte zlacza', { only: ['connectors'] }),
  text('ZLACZE', { only: ['connectors'] }),
  text('wloknina', { only: ['gowns'] }),
  text('rekawiczki', { only: ['gloves'] }),
  text('plyn do dezynfekcji rak', { only: ['liquid'] }),
  text('Z\u0307o\u0301łte', { only: ['connectors'] }),
  text('mosiezny', { only: ['connectors'] }),
];

export const LANGUAGES: SearchCase[] = [
  text('face shield', { only: ['shields', 'visors', 'film'], first: 'visors' }, en),
  text('visors', { has: ['shields', 'visors', 'film'] }, en),
  text('osłona twarzy', { has: ['shields', 'visors', 'film'] }),
  text('gloves', { only: ['gloves'] }, en),
  text('gown', { only: ['gowns'] }, en),
  text('injection moulding', { only: ['moulding', 'handles'], first: 'moulding' }, en),
  text('wtrysk', { only: ['moulding', 'handles'] }),
  text('hand sanitiser', { only: ['liquid'] }, en),
  text('3D printing', { only: ['valves'] }, en),
];

export const NUMBERS: SearchCase[] = [
  text('FFP2', { only: ['masks'] }),
  text('ffp3', { only: ['masks'] }),
  text('FFP2/FFP3', { only: ['masks'] }),
  text('EN 149', { only: ['masks'] }),
  text('en149', { only: ['masks'] }),
  text('EN 166', { only: ['visors'] }),
  text('EN 999', { only: [] }),
  text('0,5 mm', { only: ['shields'] }),
  text('0.5 mm', { only: ['shields'] }),
  text('0,3 mm', { only: ['film'] }),
  text('PET-G', { only: ['shields'] }),
  text('petg', { only: ['shields'] }),
  text('druk 3D', { only: ['valves'] }),
  text('A4', { only: ['film'] }),
];

export const TYPOS: SearchCase[] = [
  text('pryzłbice', { only: ['shields', 'visors', 'film'], didYouMean: 'przyłbice' }),
  text('rekawicki', { only: ['gloves'], didYouMean: 'rękawiczki' }),
  text('fatruchy', { only: ['gowns'], didYouMean: 'fartuchy' }),
  text('spawnie konstrukcji', { has: ['welding'], didYouMean: 'spawanie konstrukcji' }),
  text('maseczki chirugiczne', { only: ['surgical'], didYouMean: 'maseczki chirurgiczne' }),
  text('injecton moulding', { first: 'moulding', didYouMean: 'injection moulding' }, en),
  text('dezynfkecji', { only: ['liquid'], didYouMean: 'dezynfekcji' }),
  text('FFP4', { only: [] }),
  text('xyzzyqwv', { only: [] }),
  text('nebulizatroy', { only: [] }),
];

export const PREFIXES: SearchCase[] = [
  text('przył', { has: ['shields', 'film'] }),
  text('przylb', { has: ['shields', 'film'] }),
  text('fartu', { only: ['gowns'] }),
  text('szwal', { only: ['gowns'] }),
  text('mosiężn', { only: ['connectors'] }),
  text('maseczki chir', { only: ['surgical'] }),
  text('wło', { has: ['gowns'] }),
  text('FFP', { only: ['masks'] }),
  text('rękawic', { only: ['gloves'] }),
  text('nebuliz', { only: [] }),
];

export const SEVERAL_WORDS: SearchCase[] = [
  text('maseczki trójwarstwowe', { only: ['surgical'] }),
  text('"spawanie konstrukcji"', { first: 'welding' }),
  text('„spawanie konstrukcji”', { first: 'welding' }),
  text('spawanie konstrukcji', { order: ['welding', 'glass'] }),
  text('fartuchy qwertyuiop', { only: ['gowns'] }),
  text('termometry i fartuchy', { has: ['gowns', 'lastDay'] }),
  text('spawanie przyłbice respiratory', { has: ['welding', 'shields', 'valves'] }),
];

const EVERYTHING = [
  'shields', 'visors', 'film', 'masks', 'surgical', 'gloves', 'gowns', 'valves', 'moulding', 'handles', 'liquid',
  'connectors', 'welding', 'glass', 'lastDay',
];

export const ODD_TEXTS: SearchCase[] = [
  text('', { only: EVERYTHING }),
  text('   ', { only: EVERYTHING }),
  text('dla na i do', { only: EVERYTHING }),
  text('?!… -- "" \'\' ()', { only: EVERYTHING }),
  text('"fartuchy', { only: ['gowns'] }),
  text('fartuchy"', { only: ['gowns'] }),
  text('"fartuchy" -- \'', { only: ['gowns'] }),
  text("fartuchy' OR '1'='1", { has: ['gowns'] }),
  text("'; DROP TABLE search_document; --", { hasNot: ['masks'] }),
  text('fartuchy\\', { only: ['gowns'] }),
  text('fartuchy:*', { only: ['gowns'] }),
  text('fartuchy & | ! <-> (', { only: ['gowns'] }),
  text('+fartuchy', { only: ['gowns'] }),
  text('title:fartuchy', { has: ['gowns'] }),
  text('fartuchy\0', { only: ['gowns'] }),
  text('fartuchy \ud800', { has: ['gowns'] }),
  text('<b>fartuchy</b>', { has: ['gowns'] }),
  text('#face-shield', { hasNot: ['masks'] }),
  text("d'Arc", { only: ['welding'] }),
  text('%', { only: EVERYTHING }),
  text('fartuchy %_', { only: ['gowns'] }),
  text('$1', { hasNot: ['masks'] }),
  text('fartuch '.repeat(1300), { only: ['gowns'] }),
  text(`fartuch ${Array.from({ length: 1500 }, (_, index) => `slowo${index}`).join(' ')}`, { only: ['gowns'] }),
].map((one) => ({ ...one, name: JSON.stringify(one.ask.text ?? '').slice(0, 60) }));

const scoped = (name: string, scope: SearchQuery['scope'], expected: string[], typed = 'kombinezony'): SearchCase => ({
  name, ask: { text: typed, scope }, only: expected,
});

export const VISIBILITY: SearchCase[] = [
  scoped('a visitor sees public posts', { member: false, organisationId: null }, []),
  scoped('a member sees members-only posts', { member: true, organisationId: STRANGER }, ['membersOnly']),
  scoped('a chosen member also what chose it', { member: true, organisationId: CLINIC }, ['membersOnly', 'chosen']),
  scoped('the owner all its own', { member: true, organisationId: FIRM }, ['membersOnly', 'chosen']),
  scoped('an unapproved owner its own', { member: false, organisationId: FIRM }, ['membersOnly', 'chosen']),
  scoped('an unapproved chosen one nothing', { member: false, organisationId: CLINIC }, []),
  scoped('a member without an organisation members-only', { member: true, organisationId: null }, ['membersOnly']),
  scoped('the office everything', { all: true }, ['membersOnly', 'chosen']),
  scoped('posts end after their last day', { all: true }, ['lastDay'], 'termometry'),
  {
    name: 'covered needs on demand', ask: { text: 'termometry', includeCovered: true },
    only: ['lastDay', 'thermometers'],
  },
  { name: 'tomorrow the last day is over', ask: { text: 'termometry', today: '2020-04-02' }, only: [] },
  { name: 'a hidden word is no suggestion', ask: { text: 'nebulizatory' }, only: [] },
  {
    name: 'but it is one for those who may see it',
    ask: { text: 'nebulizatroy', scope: { member: true, organisationId: null } },
    only: ['secretWord'], didYouMean: 'nebulizatory',
  },
];
