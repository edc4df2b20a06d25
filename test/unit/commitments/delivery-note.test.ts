import { join } from 'node:path';
import { deliveryNoteSheet } from '../../../src/features/commitments/delivery-note.sheet.ts';
import { deliveryNoteView } from '../../../src/features/commitments/delivery-note.view.ts';
import type { CommitmentPage } from '../../../src/features/commitments/commitments.queries.ts';
import { isDomainError } from '../../../src/kernel/errors.ts';
import { loadMessages } from '../../../src/templates/i18n.ts';
import { typefaceOf } from '../../../src/templates/pdf/fonts.ts';
import { NOW, priced, q } from './cast.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const messages = loadMessages(join(ROOT, 'locales'));
const typeface = typefaceOf(join(ROOT, 'assets', 'fonts'));
const reader = (lang: 'pl' | 'en') => ({ t: messages.translate(lang), lang });

const receipt = { quantity: q('249'), on: '2020-03-17', by: 'Anna Nowak', differences: 'jedna pęknięta', recordedAt: NOW } as const;
const delivery = (id: string) =>
  ({ id, sent: q('250'), on: '2020-03-16', handover: 'delivery', carrier: 'Żółw', reference: '0001', lot: 'L-7', receipts: [] }) as const;
const page = {
  commitment: {
    id: 'a1b2c3d4-0000-4000-8000-000000000000', quantity: q('300'), unit: 'szt', terms: priced('2.50'),
    deliveries: [delivery('d1'), { ...delivery('d2'), receipts: [receipt] }],
  },
  needTitle: 'Przyłbice ochronne', supplierName: 'Firma X', ownerName: 'Klinika',
  contacts: {
    supplier: { organisation: 'Firma X', ward: null, phone: '52 100' },
    owner: { organisation: 'Klinika', ward: 'Zakaźny', address: 'ul. Źródlana 1', person: 'Zażółć Gęślą' },
  },
} as unknown as CommitmentPage;

const rowsOf = (lang: 'pl' | 'en', id: string): string[] =>
  deliveryNoteView(reader(lang), page, id).sections.flatMap(({ rows }) =>
    rows.map(({ cells }) => cells.map(({ text }) => text.replaceAll('\u00a0', ' ')).join('|')));

test('says what was sent, between whom, and leaves room for what arrives', () => {
  expect(rowsOf('pl', 'd1')).toEqual([
    '|Dostawca|Odbiorca', 'Organizacja|Firma X|Klinika', 'Oddział||Zakaźny', 'Osoba||Zażółć Gęślą', 'Telefon|52 100|', 'Adres||ul. Źródlana 1',
    'Potrzeba|Przyłbice ochronne', 'Wysłana ilość|250 szt.', 'Umówiona ilość|300 szt.', 'Data wysyłki|16 marca 2020', 'Sposób przekazania|z dostawą',
    'Przewoźnik|Żółw', 'Numer przesyłki|0001', 'Numer partii|L-7', 'Warunki|2,50 zł netto za szt., z certyfikatem, odbiór własny',
    'Odebrana ilość (szt.)|', 'Różnice lub uszkodzenia|', '|Dostawca|Odbiorca', 'Imię i nazwisko||', 'Data||', 'Podpis||',
  ]);
});

test('what was confirmed already is printed; the number counts the parcels', () => {
  expect(rowsOf('en', 'd2')).toEqual(expect.arrayContaining(['Quantity received (pcs)|249 pcs', 'Differences or damage|jedna pęknięta']));
  expect(deliveryNoteView(reader('en'), page, 'd2')).toMatchObject({ title: 'Delivery note no. A1B2C3D4/2', name: 'delivery-note-A1B2C3D4-2.pdf' });
});

test('a parcel of another commitment is not found', () => {
  let refusal: unknown;
  try {
    deliveryNoteView(reader('pl'), page, 'd3');
  } catch (error) {
    refusal = error;
  }
  expect(isDomainError(refusal, 'not-found')).toBe(true);
});

/** A text as the file writes it: UTF-16 with the characters that have a meaning there escaped. */
const written = (text: string): string =>
  Buffer.from(`\ufeff${text}`, 'utf16le').swap16().toString('latin1').replace(/[\\()]/g, '\\$&');

test.each(['pl', 'en'] as const)('on paper it is one tagged page in its language, fonts embedded: %s', async (lang) => {
  const note = deliveryNoteView(reader(lang), page, 'd1');
  const file = (await deliveryNoteSheet(note, { typeface: typeface(), lang, now: NOW, compress: false })).toString('latin1');
  expect(file.match(/\/Type \/Page\b/g)).toHaveLength(1);
  for (const part of ['/Marked true', `/Lang (${lang})`, '/DisplayDocTitle true', '<pdfuaid:part>1</pdfuaid:part>', '/S /Document', '/S /H1']) {
    expect(file).toContain(part);
  }
  const count = (tag: string): number => file.split(`/S /${tag}\n`).length - 1;
  const rows = note.sections.flatMap((section) => section.rows);
  expect([count('H2'), count('Table'), count('TR')]).toEqual([4, 4, rows.length]);
  expect(count('TH') + count('TD')).toBe(rows.flatMap(({ cells }) => cells).length);
  expect(file).toContain(`/ActualText (${written('Zażółć Gęślą')})`);
  // Two parts of the typeface in two weights, each with its own letters; English headings need no Polish ones.
  const fonts = lang === 'pl' ? 4 : 3;
  expect(new Set(file.match(/\/BaseFont \/[A-Z]{6}\+IBMPlexSans-\w+/g)).size).toBe(fonts);
  expect(file.match(/\/FontFile2 /g)).toHaveLength(fonts);
});
