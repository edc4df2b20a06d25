import { LANGUAGES, type Language } from '../../../src/kernel/actor.ts';
import { UNITS, type Unit } from '../../../src/kernel/units.ts';
import { counted, type CountedForm } from '../../../src/templates/counted.ts';
import { loadMessages } from '../../../src/templates/i18n.ts';
import { readable } from '../../../src/templates/readable.ts';

const messages = loadMessages(new URL('../../../locales', import.meta.url).pathname);
const reader = (lang: Language) => ({ t: messages.translate(lang), lang });
const written = (lang: Language, amount: string, unit: Unit, form?: CountedForm) => counted(reader(lang), amount, unit, form).replaceAll('\u00a0', ' ');

test.each([
  ['0', '0 par', '0 pairs'], ['1', '1 para', '1 pair'], ['2', '2 pary', '2 pairs'], ['5', '5 par', '5 pairs'], ['12', '12 par', '12 pairs'],
  ['22', '22 pary', '22 pairs'], ['101', '101 par', '101 pairs'], ['1003', '1 003 pary', '1,003 pairs'], ['1112', '1 112 par', '1,112 pairs'],
  ['1.5', '1,5 pary', '1.5 pairs'], ['3.000', '3 pary', '3 pairs'], ['-2', '-2 pary', '-2 pairs'],
])('%s pairs', (amount, polish, english) => {
  expect([written('pl', amount, 'para'), written('en', amount, 'para')]).toEqual([polish, english]);
});

test.each([['1', '1 pary'], ['2', '2 par'], ['5', '5 par'], ['1.5', '1,5 pary']])('%s pairs, as in "brakuje"', (amount, polish) => {
  expect(written('pl', amount, 'para', 'of')).toBe(polish);
});

test.each([
  ['szt', '1 szt.', '1 pc', '300 szt.', '300 pcs'], ['usl', '1 usł.', '1 job', '300 usł.', '300 jobs'], ['kg', '1 kg', '1 kg', '300 kg', '300 kg'],
  ['tys_szt', '1 tys. szt.', '1 thousand pcs', '300 tys. szt.', '300 thousand pcs'], ['rolka', '1 rol.', '1 roll', '300 rol.', '300 rolls'],
] as const)('%s, one and many', (unit, ...expected) => {
  expect(['1', '300.000'].flatMap((amount) => LANGUAGES.map((lang) => written(lang, amount, unit)))).toEqual(expected);
});

test.each(LANGUAGES)('every unit has its word, the same for many as where it stands alone (%s)', (lang) => {
  const { t } = reader(lang);
  expect(UNITS.map((unit) => written(lang, '5', unit))).toEqual(UNITS.map((unit) => `5 ${t(`unit.${unit}`)}`.replaceAll('\u00a0', ' ')));
});

test('a refusal writes its amounts with their unit, and without one as they are', () => {
  expect(readable(reader('pl'), { open: '2', unit: 'para' })).toEqual({ open: '2\u00a0pary', unitLabel: 'par' });
  expect(readable(reader('pl'), { open: '2.5' })).toEqual({ open: '2,5' });
});
