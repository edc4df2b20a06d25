import { counted } from '../../../src/templates/counted.ts';
import { formatNumber } from '../../../src/templates/format.ts';
import { loadMessages } from '../../../src/templates/i18n.ts';
import { LANGUAGES } from '../../../src/kernel/actor.ts';
import type { Language } from '../../../src/kernel/actor.ts';
import { chipOf, wordsBehind } from '../../../src/features/matches/reason.view.ts';
import type { Chip } from '../../../src/features/matches/reason.view.ts';
import { REASON_CODES } from '../../../src/features/matches/reasons.ts';
import type { Reason } from '../../../src/features/matches/reasons.ts';

const messages = loadMessages(new URL('../../../locales', import.meta.url).pathname);
const NAMES: Record<Language, string> = { pl: 'przyłbica', en: 'face shield' };

const chip = (reason: Reason, language: Language): Chip => chipOf(reason, {
  translate: messages.translate(language),
  concept: () => NAMES[language],
  amount: (decimal) => formatNumber(language, decimal),
  counted: (decimal, unit, form) => counted({ t: messages.translate(language), lang: language }, decimal, unit, form),
  unitName: (unit) => messages.translate(language)(`unit-name.${unit}`),
  words: (keys) => keys.join(', '),
});
const text = (reason: Reason, language: Language) => chip(reason, language).text.replaceAll('\u00a0', ' ');

test.each(LANGUAGES)('every reason has a message (%s)', (language) => {
  const keys = REASON_CODES.map((code) => `reason.${code}`);
  expect(keys.filter((key) => !messages.has(language, key))).toEqual([]);
});

test.each(LANGUAGES)('no message speaks of a reason that is gone (%s)', (language) => {
  const known = new Set<string>(REASON_CODES.map((code) => `reason.${code}`));
  expect(messages.keys(language).filter((key) => key.startsWith('reason.') && !known.has(key))).toEqual([]);
});

const CASES: [Reason, string, string][] = [
  [{ code: 'same-product', concept: 'x' }, 'ten sam produkt: przyłbica', 'same product: face shield'],
  [{ code: 'quantity-part', available: '300', asked: '1000', unit: 'szt' }, '300 z 1 000 szt.', '300 of 1,000 pcs'],
  [{ code: 'late', days: 1 }, '1 dzień po terminie', '1 day late'],
  [{ code: 'late', days: 4 }, '4 dni po terminie', '4 days late'],
  [{ code: 'late', days: 22 }, '22 dni po terminie', '22 days late'],
  [{ code: 'distance', km: 84, within: true }, '84 km', '84 km'],
  [{ code: 'distance', km: 0, within: true }, 'na miejscu', 'same town'],
  [{ code: 'too-far', km: 84, radius: 50 }, '84 km, dowozi do 50 km', '84 km, delivers up to 50 km'],
  [{ code: 'certificate-missing', name: 'CE' }, 'brak: CE', 'CE missing'],
  [{ code: 'date-unknown' }, 'brak daty dostawy', 'no delivery date given'],
  [{ code: 'proof-enough', proof: 'certificate' }, 'z certyfikatem', 'certified'],
  [{ code: 'proof-too-weak', proof: 'maker-made' }, 'bez certyfikatu i deklaracji', 'no certificate or declaration'],
  [{ code: 'unit-differs', offerUnit: 'kpl', needUnit: 'szt' }, 
    'inne jednostki: komplety i sztuki', 'different units: sets and pieces'],
  [{ code: 'words', words: ['a', 'b'] }, 'wspólne słowa: a, b', 'words in common: a, b'],
];

test.each(CASES)('%j', (reason, polish, english) => {
  expect(text(reason, 'pl')).toBe(polish);
  expect(text(reason, 'en')).toBe(english);
});

test('a chip carries the tone of its sign', () => {
  const missing: Reason = { code: 'certificate-missing', name: 'CE' };
  expect(chip(missing, 'pl')).toMatchObject({ code: 'certificate-missing', tone: 'bad' });
  expect(chip({ code: 'date-unknown' }, 'pl').tone).toBe('question');
});

test('words are shown as the post writes them, each once', () => {
  const token = (written: string, ...keys: string[]) => ({ text: written, start: 0, end: 0, keys, stop: false });
  const shield = token('przyłbice', 'przylbica');
  const tokens = [token('Przyłbice', 'przylbica'), token('dla', 'dla'), shield, token('SOR', 'sor')];
  expect(wordsBehind(tokens, ['sor', 'przylbica'])).toEqual(['przyłbice', 'sor']);
});
