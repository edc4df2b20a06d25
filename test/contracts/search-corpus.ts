import { createHash } from 'node:crypto';
import type { SearchDocument, SearchQuery } from '../../src/search/port.ts';
import { createAnalyser } from '../../src/text/analyser.ts';
import { loadDictionary } from '../../src/text/load.ts';
import type { Concept } from '../../src/text/types.ts';

/** A vocabulary of its own: what engines must do does not hang on the words of the product. */
const vocabulary: Concept[] = [
  { id: 'face-shield', kind: 'product', pl: ['przyłbica', 'osłona twarzy'], en: ['face shield', 'visor'] },
  { id: 'film', kind: 'material', pl: ['folia'], en: ['film', 'foil'], materialFor: ['face-shield'] },
  { id: 'respirator-mask', kind: 'product', pl: ['maska FFP2', 'półmaska filtrująca'], en: ['respirator mask'] },
  { id: 'gown', kind: 'product', pl: ['fartuch'], en: ['gown', 'apron'] },
  { id: 'gloves', kind: 'product', pl: ['rękawiczki', 'rękawice'], en: ['gloves'] },
  { id: 'injection-moulding', kind: 'process', pl: ['formowanie wtryskowe', 'wtrysk'], en: ['injection moulding'] },
  { id: '3d-printing', kind: 'process', pl: ['druk 3D', 'drukowanie 3D'], en: ['3D printing'] },
  { id: 'disinfectant', kind: 'product', pl: ['płyn do dezynfekcji'], en: ['disinfectant', 'hand sanitiser'] },
];

export const analyser = createAnalyser({ dictionary: loadDictionary('data/morfologik/polish.dict'), vocabulary });

export const TODAY = '2020-04-01';

/** The same name, the same id; well formed and spread like random ones. */
export function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const FIRM = idOf('a firm');
export const CLINIC = idOf('a clinic');
export const STRANGER = idOf('somebody else');

export type Draft = Partial<SearchDocument> & { title: string };

/** A published post: a public offer of the firm unless told otherwise. */
export function post(name: string, draft: Draft): SearchDocument {
  const { title, description = '', language = 'pl' } = draft;
  const [head, body] = [analyser.analyse(title, language), analyser.analyse(description, language)];
  const roles = new Map(body.concepts.map(({ id }) => [id, 'context' as const]));
  const heads = head.concepts.map(({ id, role }) => [id, role] as const);
  return {
    id: idOf(name),
    version: 1,
    kind: 'offer',
    organisationId: FIRM,
    visibility: 'public',
    audience: [],
    covered: false,
    description,
    language,
    titleTokens: head.tokens,
    descriptionTokens: body.tokens,
    concepts: [...new Map([...roles, ...heads])].map(([id, role]) => ({ id, role })),
    region: null,
    terms: 'price',
    urgent: false,
    lat: null,
    lng: null,
    dueOn: null,
    endsOn: null,
    publishedAt: new Date('2020-03-20T10:00:00Z'),
    ...draft,
  };
}

/** What a visitor asks who filled in nothing. */
export function asking(parts: Partial<SearchQuery>): SearchQuery {
  return {
    text: '',
    language: 'pl',
    kind: null,
    concepts: [],
    regions: [],
    terms: [],
    urgent: false,
    includeCovered: false,
    near: null,
    sort: 'relevance',
    page: { number: 1, size: 20 },
    scope: { member: false, organisationId: null },
    today: TODAY,
    ...parts,
  };
}

const BYDGOSZCZ = { region: 'kujawsko-pomorskie', lat: 53.1235, lng: 18.0084 };
const TORUN = { region: 'kujawsko-pomorskie', lat: 53.0138, lng: 18.5984 };
const LODZ = { region: 'lodzkie', lat: 51.7592, lng: 19.456 };
const KRAKOW = { region: 'malopolskie', lat: 50.0647, lng: 19.945 };

const at = (day: string): Date => new Date(`2020-03-${day}T10:00:00Z`);

const DRAFTS: Readonly<Record<string, Draft>> = {
  shields: {
    title: 'Przyłbice ochronne z PET-G', description: 'Robimy 300 sztuk dziennie, szybka 0,5 mm.',
    ...BYDGOSZCZ, terms: 'at-cost', dueOn: '2020-04-05', publishedAt: at('10'),
  },
  visors: {
    title: 'Face shields, laser cut', description: 'Visors for hospitals, EN 166.', language: 'en',
    ...TORUN, dueOn: '2020-04-03', publishedAt: at('11'),
  },
  film: {
    title: 'Folia na szybki do przyłbic', description: 'Arkusze A4, grubość 0,3 mm, cięte na miarę.',
    ...LODZ, terms: 'at-cost', publishedAt: at('12'),
  },
  masks: {
    title: 'Maski FFP2/FFP3 dla oddziału', description: 'Norma EN 149, potrzebne od zaraz.', kind: 'need',
    organisationId: CLINIC, ...KRAKOW, urgent: true, dueOn: '2020-04-02', publishedAt: at('13'),
  },
  surgical: {
    title: 'Maseczki chirurgiczne trójwarstwowe', description: 'Szyte w kraju, z gumką.', ...LODZ,
    publishedAt: at('14'),
  },
  gloves: {
    title: 'Rękawiczki nitrylowe bezpudrowe', description: 'Rozmiary M i L dla pielęgniarek.', kind: 'need',
    organisationId: CLINIC, ...TORUN, dueOn: '2020-04-10', publishedAt: at('15'),
  },
  gowns: {
    title: 'Szyjemy fartuchy z włókniny', description: 'Włóknina polipropylenowa 40 g/m2, szwalnia pod Łodzią.',
    ...LODZ, terms: 'gift', publishedAt: at('16'),
  },
  valves: {
    title: 'Zawory do respiratorów', description: 'Wykonanie drukiem 3D, prosimy o kontakt.', kind: 'need',
    organisationId: CLINIC, ...BYDGOSZCZ, dueOn: '2020-04-20', publishedAt: at('17'),
  },
  moulding: {
    title: 'Injection moulding of small parts', description: 'Machines from 50 to 400 tonnes.', language: 'en',
    ...KRAKOW, publishedAt: at('18'),
  },
  handles: {
    title: 'Formowanie wtryskowe uchwytów', description: 'Polipropylen albo ABS.', kind: 'need',
    organisationId: CLINIC, ...LODZ, publishedAt: at('19'),
  },
  liquid: {
    title: 'Płyn do dezynfekcji rąk', description: 'Kanistry po 5 litrów, z atestem.', ...TORUN, terms: 'gift',
    publishedAt: at('20'),
  },
  connectors: {
    title: 'Żółte złącza do węży', description: 'Mosiężne, gwint calowy.', publishedAt: at('21'),
  },
  welding: {
    title: 'Spawanie konstrukcji stalowych', description: "Profile 40x40, spawacz z uprawnieniami; d'Arc.",
    ...KRAKOW, publishedAt: at('22'),
  },
  glass: {
    title: 'Szyby zespolone', description: 'Spawanie laserem ram i ochronne osłony, konstrukcji nie robimy.',
    publishedAt: at('23'),
  },
  thermometers: { title: 'Termometry bezdotykowe', kind: 'need', covered: true, publishedAt: at('24') },
  ended: { title: 'Termometry rtęciowe', endsOn: '2020-03-31', publishedAt: at('25') },
  lastDay: { title: 'Termometry pokojowe', endsOn: TODAY, publishedAt: at('26') },
  membersOnly: { title: 'Kombinezony ochronne', visibility: 'members', publishedAt: at('27') },
  chosen: { title: 'Kombinezony malarskie', visibility: 'chosen', audience: [CLINIC], publishedAt: at('28') },
  secretWord: { title: 'Nebulizatory', visibility: 'members', publishedAt: at('29') },
};

/** The posts that every case of the contract is asked about. */
export const CORPUS: readonly SearchDocument[] = Object.entries(DRAFTS).map(([name, draft]) => post(name, draft));

const NAMES = new Map(Object.keys(DRAFTS).map((name) => [idOf(name), name]));

/** Names of found posts, so that a failure can be read. */
export function namesOf(ids: readonly string[]): string[] {
  return ids.map((id) => NAMES.get(id) ?? id);
}
