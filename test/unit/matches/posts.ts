import { quantityFrom } from '../../../src/kernel/quantity.ts';
import type { LocalDate } from '../../../src/kernel/dates.ts';
import type { Concept } from '../../../src/text/types.ts';
import type { FitNeed, FitOffer, PostConcept } from '../../../src/features/matches/fit-post.ts';
import { buildKnowledge } from '../../../src/features/matches/knowledge.ts';

export const TODAY: LocalDate = '2026-11-02';
export const BYDGOSZCZ = { lat: 53.1235, lng: 18.0076, townName: 'Bydgoszcz', region: 'kujawsko-pomorskie' };
export const TORUN = { lat: 53.0138, lng: 18.5984, townName: 'Toruń', region: 'kujawsko-pomorskie' };
export const KRAKOW = { lat: 50.0614, lng: 19.9366, townName: 'Kraków', region: 'malopolskie' };

export const VOCABULARY: Concept[] = [
  { id: 'eye-face-protection', kind: 'product', pl: ['ochrona oczu i twarzy'], en: ['eye and face protection'] },
  { id: 'face-shield', kind: 'product', pl: ['przyłbica'], en: ['face shield'], broader: ['eye-face-protection'] },
  { id: 'child-shield', kind: 'product', pl: ['mała przyłbica'], en: ['child shield'], broader: ['face-shield'] },
  { id: 'gown', kind: 'product', pl: ['fartuch'], en: ['gown'] },
  { id: 'headband', kind: 'product', pl: ['opaska'], en: ['headband'], partOf: ['face-shield'] },
  { id: 'pet-film', kind: 'material', pl: ['folia PET'], en: ['PET film'], materialFor: ['face-shield'] },
  { id: '3d-printing', kind: 'process', pl: ['druk 3D'], en: ['3D printing'], canMake: ['face-shield', 'headband'] },
  { id: 'fdm', kind: 'process', pl: ['druk FDM'], en: ['FDM printing'], broader: ['3d-printing'] },
];

const analyser = { version: 'test', keysOf: (word: string) => [word.toLowerCase()] };

export const knowledge = buildKnowledge(VOCABULARY, analyser, () => 1);

export const head = (id: string): PostConcept => ({ id, role: 'head', inTitle: true });
export const context = (id: string): PostConcept => ({ id, role: 'context', inTitle: true });
export const pieces = (n: number) => quantityFrom(String(n));

const TEXT = { keys: ['przylbica'], titleKeys: ['przylbica'], concepts: [head('face-shield')] };
const COMMON = { unit: 'szt', packSize: null, country: 'PL', cpv: null, ...TEXT, ...BYDGOSZCZ } as const;

/** A clinic in Bydgoszcz that needs 1 000 face shields in eight days and takes anything. */
export const aNeed = (changes: Partial<FitNeed> = {}): FitNeed => ({
  ...COMMON, id: 'need', organisationId: 'clinic', quantity: pieces(1000), neededBy: '2026-11-10',
  acceptable: [], requiredCertificates: [], acceptsPart: true, smallestPart: null, ...changes,
});

/** A firm in Bydgoszcz that has 1 000 face shields today. */
export const anOffer = (changes: Partial<FitOffer> = {}): FitOffer => ({
  ...COMMON, id: 'offer', organisationId: 'firm', mode: 'stock', quantity: pieces(1000), perWeek: null,
  availableFrom: TODAY, availableUntil: null, leadTimeDays: 0, certificatesHeld: [], proof: null,
  radiusKm: null, handover: 'either', ...changes,
});
