import type { Language } from '../../kernel/actor.ts';
import { digitsOf, foreignNumber, isNip, isRegon, type Organisation, type Town } from '../organisations/index.ts';
import type { FieldReader } from '../posts/index.ts';
import { COUNTRIES } from './countries.ts';
import { understandLines, type Understand, type UnderstoodLine } from './capabilities.ts';

/** What the fields of an organisation need to know besides what was typed. */
export interface OrganisationContext {
  language: Language;
  findTown(name: string): Town | null;
  isConcept(id: string): boolean;
  understand: Understand;
}

const MAX_LINES = 40;
const MAX_LINE = 120;
/**
 * No tricks and no addresses in names that stand in mails and on the board. A name with a domain in it (`Sklep24.pl Jan Nowak`)
 * is a name that many firms have: it stays, and what goes out in it before the office has seen it is little.
 */
const ODD_NAME = /[<>\u202a-\u202e\u2066-\u2069\u200b-\u200f]|:\/\/|\bwww\.|\S@\S+\.\S/i;

type Numbers = Pick<Organisation, 'country' | 'nip' | 'regon' | 'registrationNumber'>;

export function organisationName(reader: FieldReader): string {
  const name = reader.sentence('name', 2, 160);
  if (ODD_NAME.test(name)) reader.fail('name', 'join.name-odd');
  return name.replace(/\s+/g, ' ');
}

function polishNumber(reader: FieldReader, typed: string): Omit<Numbers, 'country'> {
  const digits = digitsOf(typed).replace(/^PL/, '');
  const none = { nip: null, regon: null, registrationNumber: null };
  if (isNip(digits) && !/^0+$/.test(digits)) return { ...none, nip: digits };
  if (isRegon(digits)) return { ...none, regon: digits };
  reader.fail('number', /^(\d{9}|\d{10}|\d{14})$/.test(digits) ? 'join.number-checksum' : 'join.number-polish');
  return none;
}

/** Country and its number: NIP or REGON in Poland, a VAT or registration number elsewhere. Field `number`. */
export function numbers(reader: FieldReader): Numbers {
  const country = reader.choice('country', COUNTRIES, 'PL') ?? 'PL';
  const typed = reader.sentence('number', 1, 40);
  if (!typed) return { country, nip: null, regon: null, registrationNumber: null };
  if (country === 'PL') return { country, ...polishNumber(reader, typed) };
  const registrationNumber = foreignNumber(typed, country);
  if (registrationNumber === null) reader.fail('number', 'join.number-foreign');
  return { country, nip: null, regon: null, registrationNumber };
}

type Place = Pick<Organisation, 'townId' | 'townName' | 'region' | 'lat' | 'lng'>;

/** In Poland a town of the gazetteer, so that distances are known; elsewhere as typed. Field `town`. */
export function place(reader: FieldReader, country: string, { findTown }: OrganisationContext): Place {
  const typed = reader.sentence('town', 2, 80);
  const town = country === 'PL' && typed ? findTown(typed) : null;
  if (town) return { townId: town.id, townName: town.name, region: town.region, lat: town.lat, lng: town.lng };
  if (country === 'PL' && typed.length >= 2) reader.fail('town', 'join.town-unknown');
  return { townId: null, townName: typed.replace(/\s+/g, ' '), region: null, lat: null, lng: null };
}

/** http(s) only; without a scheme https is meant. */
export function website(reader: FieldReader): string | null {
  const typed = reader.optional('website', 200);
  if (!typed) return null;
  const text = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  const good = url && ['http:', 'https:'].includes(url.protocol) && url.hostname.includes('.') && !url.username && !url.password;
  return good ? url.href : reader.fail('website', 'join.website-odd');
}

/** Digits with the usual signs around them. */
export function phone(reader: FieldReader, required: boolean): string {
  const typed = reader.sentence('phone', required ? 1 : 0, 40);
  const digits = typed.replace(/\D/g, '').length;
  if (typed && (!/^[+\d][\d\s()./-]*(\s*(w\.|wew\.|ext\.?)\s*\d{1,6})?$/i.test(typed) || digits < 7 || digits > 18)) reader.fail('phone', 'join.phone-odd');
  return typed;
}

function lines(reader: FieldReader, field: string): string[] {
  const found = reader.text(field).split('\n').map((line) => line.replace(/\s+/g, ' ').trim()).filter(Boolean);
  if (found.length > MAX_LINES) reader.fail(field, 'join.lines-many', { max: MAX_LINES });
  if (found.some((line) => line.length > MAX_LINE)) reader.fail(field, 'join.lines-long', { max: MAX_LINE });
  return [...new Set(found)].slice(0, MAX_LINES).map((line) => line.slice(0, MAX_LINE));
}

/** What it can make and has, line by line, and how each line was understood. */
export function abilities(reader: FieldReader, { language, understand, isConcept }: OrganisationContext) {
  const can = lines(reader, 'can');
  const machines = lines(reader, 'machines');
  const understood: UnderstoodLine[] = understandLines([...can, ...machines], language, understand);
  const confirmed = [...new Set(reader.list('concepts').filter(isConcept))];
  return {
    machines,
    understood,
    /** Ticked on the page that asks; before it has asked, everything understood. */
    capabilities: reader.yes('asked') ? confirmed : [...new Set(understood.flatMap(({ concepts }) => concepts))],
    unknown: can.filter((line) => understood.some((one) => one.line === line && one.concepts.length === 0)),
  };
}
