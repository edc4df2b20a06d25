import type { Language } from '../../kernel/actor.ts';
import { toDecimal } from '../../kernel/quantity.ts';
import { paths } from '../../paths.ts';
import { counted } from '../../templates/counted.ts';
import { formatDate } from '../../templates/format.ts';
import type { Translate } from '../../templates/i18n.ts';
import { coverageBar, type CoverageBar, type NeedFigures } from '../commitments/index.ts';
import { chipsOf, type Reason, type Tone } from '../matches/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import type { AlertSide, AlertVerdict } from './alert.ts';
import type { MatchFacts } from './alerts.queries.ts';

export interface MailReader {
  t: Translate;
  lang: Language;
  vocabulary: Vocabulary;
}

/** A match in a mail: the other side's post, what it is to the reader's own, and where to answer. Links are paths. */
export interface MatchCard {
  kind: 'need' | 'offer';
  verdict: AlertVerdict;
  title: string;
  href: string;
  organisation: string;
  /** The town, with the distance where it is known. */
  place: string;
  /** What the offer has; null where it names no amount, and for needs, whose coverage says it. */
  amount: string | null;
  /** "Potrzebne do …" or "Dostępne od …". */
  when: string | null;
  urgent: boolean;
  /** Of the need of the match, whichever side the reader is on. */
  coverage: CoverageBar | null;
  /** Asked for and not promised yet, as in "brakuje 3 par". */
  open: string;
  /** Title of the reader's own post; null for a capability. */
  own: string | null;
  /** What the reader's organisation says that it can do, where that is why it is told. */
  capability: string | null;
  /** To which own post or capability it belongs; empty where the mail's first line says it. */
  relationText: string;
  reasons: { tone: Tone; text: string }[];
  /** The answer link, without signing in. */
  answer: string;
  answerLabel: string;
}

interface Input {
  facts: MatchFacts;
  figures: NeedFigures | undefined;
  side: AlertSide;
  verdict: AlertVerdict;
  answer: string;
}

/* The distance stands beside the town, so the chip that says the same is left out; "too far" stays. */
const isPlace = ({ code }: Reason): boolean => code === 'distance';

function placeOf({ t }: MailReader, town: string, reasons: readonly Reason[]): string {
  const km = reasons.find((reason) => reason.code === 'distance')?.km;
  return km ? t('alert.place', { town, km }) : town;
}

/** Concepts by which a capability serves a need. */
function capabilityOf({ vocabulary, lang }: MailReader, reasons: readonly Reason[]): string {
  const names = reasons.flatMap((reason) => {
    if (reason.code === 'can-make') return [reason.by];
    if (reason.code === 'material-for') return [reason.material];
    return reason.code === 'same-product' || reason.code === 'similar-product' ? [reason.concept] : [];
  });
  return [...new Set(names)].map((id) => vocabulary.name(id, lang)).join(', ');
}

function needSide(reader: MailReader, { facts }: Input) {
  const { t, lang } = reader;
  return {
    kind: 'need' as const,
    title: facts.needTitle,
    href: paths.post(facts.needId),
    organisation: facts.needOwner,
    place: placeOf(reader, facts.needTown, facts.reasons),
    amount: null,
    when: facts.neededBy && t('alert.needed-by', { date: formatDate(lang, facts.neededBy) }),
    urgent: facts.urgent,
    own: facts.offerTitle,
    capability: facts.offerId === null ? capabilityOf(reader, facts.reasons) : null,
  };
}

function offerAmount(reader: MailReader, { offerUnit: unit, offerPerWeek, offerQuantity }: MatchFacts): string | null {
  if (unit === null) return null;
  if (offerPerWeek) return reader.t('post.per-week', { amount: counted(reader, offerPerWeek, unit) });
  return offerQuantity && counted(reader, offerQuantity, unit);
}

function offerSide(reader: MailReader, { facts }: Input) {
  const { t, lang } = reader;
  return {
    kind: 'offer' as const,
    title: facts.offerTitle ?? facts.supplier,
    href: paths.post(facts.offerId ?? facts.needId),
    organisation: facts.supplier,
    place: placeOf(reader, facts.supplierTown, facts.reasons),
    amount: offerAmount(reader, facts),
    when: facts.availableFrom && t('alert.available-from', { date: formatDate(lang, facts.availableFrom) }),
    urgent: false,
    own: facts.needTitle,
    capability: null,
  };
}

/** What a person on `side` is shown of a match. */
export function matchCard(reader: MailReader, input: Input): MatchCard {
  const { facts, figures, side, verdict } = input;
  const post = side === 'offer' ? needSide(reader, input) : offerSide(reader, input);
  const relation = post.capability === null ? post.kind : 'capability';
  const chips = chipsOf(facts.reasons.filter((reason) => !isPlace(reason)), reader.t, reader.lang, reader.vocabulary);
  return {
    ...post,
    verdict,
    relationText: reader.t(`alert.relation.${relation}`, { verdict, own: post.own ?? '', capability: post.capability ?? '' }),
    coverage: figures ? coverageBar(reader, figures, facts.needUnit, facts.id) : null,
    open: counted(reader, figures ? toDecimal(figures.open) : '0', facts.needUnit, 'of'),
    reasons: chips.map(({ tone, text }) => ({ tone, text })),
    answer: input.answer,
    answerLabel: reader.t(`alert.answer.${side}`),
  };
}
