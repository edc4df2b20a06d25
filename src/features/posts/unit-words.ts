import type { Unit } from '../../kernel/quantity.ts';
import { fold, normalise } from '../../text/fold.ts';

/** How people write units, in Polish and English, folded: every case and number of the word. */
const WORDS: Readonly<Record<Unit, string>> = {
  szt: 'szt sztuk sztuki sztuka sztuke pcs pc piece pieces ea each unit units',
  tys_szt: 'tys tysiecy tysiace tysiac thousand tys-szt tys-sztuk tysiecy-sztuk thousand-pcs thousand-pieces',
  opak: 'opak op opakowanie opakowania opakowan paczka paczki paczek karton kartony kartonow pack packs package packages box boxes',
  para: 'para pary par pair pairs',
  kpl: 'kpl komplet komplety kompletow zestaw zestawy zestawow set sets kit kits',
  ark: 'ark arkusz arkusze arkuszy sheet sheets',
  rolka: 'rolka rolki rolek rol roll rolls',
  g: 'g gram gramy gramow grams',
  kg: 'kg kilo kilogram kilogramy kilogramow kilograms',
  t: 't tona tony ton tonne tonnes tons',
  mm: 'mm milimetr milimetry milimetrow millimetres millimeters',
  cm: 'cm centymetr centymetry centymetrow centimetres centimeters',
  m: 'm mb metr metry metrow m-b metr-biezacy metry-biezace metrow-biezacych metre metres meter meters',
  km: 'km kilometr kilometry kilometrow kilometres kilometers',
  cm2: 'cm2 cm-kw',
  m2: 'm2 m-kw metr-kwadratowy metry-kwadratowe metrow-kwadratowych square-metres square-meters sqm',
  ml: 'ml mililitr mililitry mililitrow millilitres milliliters',
  l: 'l litr litry litrow litre litres liter liters',
  min: 'min minuta minuty minut minute minutes',
  h: 'h godz godzina godziny godzin rbh roboczogodzin hour hours hrs',
  usl: 'usl usluga uslugi uslug service services',
};

const UNIT_OF: ReadonlyMap<string, Unit> = new Map(
  (Object.entries(WORDS) as [Unit, string][]).flatMap(([unit, words]) => words.split(' ').map((word): [string, Unit] => [word, unit])),
);

/** The unit that somebody wrote: `szt.`, `Sztuk`, `tys. szt.`, `m²`, `pairs`; null when it is no unit of ours. */
export function unitWritten(text: string): Unit | null {
  const word = fold(normalise(text)).trim().replace(/\.$/, '').replace(/\.?\s+|\./g, '-');
  return UNIT_OF.get(word) ?? null;
}
