import { addDays, maxDate, today, type LocalDate } from '../../kernel/dates.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { asTyped, convertBetween, floorTo, isPositive, sameFamily, type Quantity } from '../../kernel/quantity.ts';
import { paths } from '../../paths.ts';
import type { Post } from '../posts/index.ts';
import { coverageBar } from './coverage-bar.view.ts';
import type { NeedFigures } from './figures.ts';
import { freeSaid } from './free-said.ts';
import { errorListOf, fieldTexts, type FormField } from './form-field.view.ts';
import { fieldFrom, termsFields, ticksFrom, typedText, type FormSource, type Tick } from './terms-fields.view.ts';
import { typedTermsOf } from './terms.form.ts';
import { amountText, postTermsText, said, type Reader } from './wording.ts';
import { formatDate } from '../../templates/format.ts';

export type Way = 'propose' | 'ask';

/** What the form of a proposal or a request is drawn from. */
export interface ProposalFormInput {
  reader: Reader;
  way: Way;
  need: Post;
  ownerName: string;
  figures: NeedFigures;
  /** Offers to choose from; the one preset by the address comes alone. */
  offers: readonly Pick<Post, 'id' | 'title' | 'unit' | 'packSize'>[];
  /** Firms to choose from; empty when it is settled who supplies. */
  suppliers: readonly { id: string; name: string }[];
  /** The firm that supplies, when settled. */
  supplier: { id: string; name: string } | null;
  isOffice: boolean;
  typed: Readonly<Record<string, unknown>>;
  errors: FieldErrors;
  submissionKey: string;
  /** What stopped the last press, in words. */
  problem: string | null;
}

const option = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });

/* Pieces needed, hours offered: only a person knows how much of the offer it takes. */
const isCountedOtherwise = (need: Post, offer: ProposalFormInput['offers'][number]): boolean => !sameFamily(need, offer);

function who({ way, need, suppliers, offers, reader: { t } }: ProposalFormInput, source: FormSource): FormField[] {
  const choose = t('commitment.form.choose');
  const mixed = offers.some((offer) => isCountedOtherwise(need, offer));
  return [
    ...(suppliers.length > 0
      ? [fieldFrom(source, {
          partial: 'select', name: 'supplier', label: t(`commitment.form.supplier-${way}`), empty: choose, options: suppliers.map(option),
        })]
      : []),
    ...(offers.length > 0
      ? [fieldFrom(source, {
          partial: 'select', name: 'offer', label: t(`commitment.form.offer-${way}`), empty: t('commitment.form.no-offer'),
          options: offers.map(({ id, title, unit }) => ({
            value: id, label: mixed ? t('commitment.form.offer-counted', { title, unit: t(`unit.${unit}`) }) : title,
          })),
        })]
      : []),
  ];
}

/*
 * Another offer may be chosen without the page knowing: a unit stands at the field only where there is one offer to choose, and
 * in the hint only with the name of its offer.
 */
function useField({ need, offers, reader: { t } }: ProposalFormInput, source: FormSource): FormField[] {
  const others = offers.filter((offer) => isCountedOtherwise(need, offer));
  if (others.length === 0) return [];
  const chosen = others.find(({ id }) => id === typedText(source, 'offer'));
  const [only] = offers.length === 1 ? offers : [];
  const hint = chosen
    ? t('commitment.form.offer-use-in', { title: chosen.title, unit: t(`unit.${chosen.unit}`) }) : t('commitment.form.offer-use-hint');
  return [fieldFrom(source, {
    partial: 'field', name: 'offerUse', label: t('commitment.form.offer-use'), hint, ...(only ? { suffix: t(`unit.${only.unit}`) } : {}),
    inputmode: 'decimal', width: 10, optional: true,
  })];
}

/** Amount and day of a promise, with what is open and until when as hints. */
export function promiseFields(
  { need, figures, reader }: Pick<ProposalFormInput, 'need' | 'figures' | 'reader'>, source: FormSource,
): FormField[] {
  const { t } = reader;
  const day = need.neededBy ? t('commitment.form.by-hint', { date: formatDate(reader.lang, need.neededBy) }) : null;
  const part = need.acceptsPart ? '' : ` ${t('commitment.form.whole-only')}`;
  const open = isPositive(figures.open)
    ? said(reader, 'commitment.form.open-hint', { open: amountText(reader, figures.open, need.unit, 'of') }) : t('commitment.form.nothing-open');
  return [
    fieldFrom(source, {
      partial: 'field', name: 'quantity', label: t('commitment.form.quantity'), hint: open + part, suffix: t(`unit.${need.unit}`),
      inputmode: 'decimal', width: 10,
    }),
    fieldFrom(source, { partial: 'field', name: 'by', label: t('commitment.form.by'), type: 'date', width: 10, hint: day }),
  ];
}

function ticks({ way, isOffice, reader: { t } }: ProposalFormInput, source: FormSource): FormField[] {
  const orPart: Tick = ['orPart', t('commitment.form.or-part'), t(`commitment.form.or-part-hint-${way}`)];
  if (way === 'propose') return ticksFrom(source, [orPart]);
  const agreed: Tick = ['ownerAgreed', t('commitment.form.owner-agreed'), t('commitment.form.owner-agreed-hint')];
  return ticksFrom(source, [orPart, ['takesSurplus', t('commitment.form.surplus')], ...(isOffice ? [agreed] : [])]);
}

/** Exactly what `views/commitments/proposal.hbs` prints. */
export function proposalFormView(input: ProposalFormInput) {
  const { reader, way, need, supplier } = input;
  const { t } = reader;
  const errors = fieldTexts(reader, input.errors);
  const source: FormSource = { ...reader, prefix: '', typed: input.typed, errors };
  const main = [...who(input, source), ...promiseFields(input, source), ...useField(input, source)];
  const terms = termsFields(source, need.unit);
  const note = fieldFrom(source, {
    partial: 'textarea', name: 'note', label: t(`commitment.form.note-${way}`), optional: true, rows: 3, maxlength: 1_000,
  });
  const rest = [...ticks(input, source), note];
  const list = errorListOf(reader, [...main, ...terms, ...rest], errors);
  return {
    title: t(`commitment.${way}-title`),
    invalid: list.length > 0,
    problem: input.problem,
    errorList: list,
    lead: t(`commitment.${way}-lead`, { owner: input.ownerName, supplier: supplier?.name ?? '', chosen: supplier ? 'yes' : 'no' }),
    need: {
      title: need.title, href: paths.post(need.id), owner: input.ownerName, town: need.townName,
      terms: said(reader, 'commitment.form.need-terms', { terms: postTermsText(reader, need) }),
    },
    coverage: coverageBar(reader, input.figures, need.unit, '1'),
    action: way === 'propose' ? paths.proposals(need.id) : paths.requests(need.id),
    hidden: [
      { name: 'submissionKey', value: input.submissionKey },
      ...(supplier ? [{ name: 'supplier', value: supplier.id }] : []),
    ],
    main,
    terms,
    rest,
    submit: t(`commitment.submit.${way}`),
  };
}

/** How much of the need an offer's free amount makes, whole pieces; null across families. */
export function coveredBy(need: Post, offer: Pick<Post, 'unit' | 'packSize'>, free: Quantity): Quantity | null {
  const covers = isPositive(free) ? convertBetween(free, offer, need, 'down') : free;
  return covers && floorTo(covers, need.unit);
}

/** The day an offer can be there by: the need's own, or as soon as its lead time allows. */
export function presetDay(need: Post, offer: Post | null, now: Date): LocalDate {
  const start = today(now);
  const ready = addDays(offer?.availableFrom ? maxDate(offer.availableFrom, start) : start, offer?.leadTimeDays ?? 0);
  return need.neededBy === null ? addDays(ready, 7) : maxDate(need.neededBy, start);
}

/* A price per hour says nothing about a price per piece. */
const statedTerms = (need: Post, post: Post): Record<string, string> =>
  ({ ...typedTermsOf(post), ...(post.unit === need.unit ? {} : { pricePerUnit: '' }) });

/* What is open where the offer has it, else what is told of it as free. */
function presetQuantity(need: Post, open: Quantity, offer: Post | null, free: Quantity | null): Quantity {
  if (!offer || free === null) return open;
  const covers = coveredBy(need, offer, free);
  if (covers === null || covers >= open) return open;
  return coveredBy(need, offer, freeSaid(offer, free)) ?? covers;
}

/**
 * What the form starts with: what is open, or as much of it as the offer has (`free`, by `presetDay`); the need's day; the
 * offer's terms, without one the need's own.
 */
export function presetOf(need: Post, figures: NeedFigures, offer: Post | null, free: Quantity | null, now: Date): Record<string, string> {
  const quantity = presetQuantity(need, figures.open, offer, free);
  return {
    quantity: isPositive(quantity) ? asTyped(quantity) : '',
    by: presetDay(need, offer, now),
    offer: offer?.id ?? '',
    ...statedTerms(need, offer ?? need),
  };
}
