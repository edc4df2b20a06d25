import { organisationOf } from '../../kernel/actor.ts';
import { paths, withQuery } from '../../paths.ts';
import { counted } from '../../templates/counted.ts';
import type { PageRequest } from '../../web/route.ts';
import { chipsOf, DISMISSAL_REASONS, type MatchRow } from '../matches/index.ts';
import type { PostKind } from '../posts/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';

type Reader = Pick<PageRequest, 't' | 'lang' | 'actor'>;

function quantityOf(amount: string | null, unit: string | null, reader: Reader): string | null {
  return amount && unit ? counted(reader, amount, unit) : null;
}

/** The offer, or the capable firm. */
function offerSide(row: MatchRow, reader: Reader) {
  const { t } = reader;
  return {
    kind: row.offerId ? 'offer' : null,
    href: row.offerId ? paths.post(row.offerId) : paths.organisation(row.supplierId),
    titleRuns: [{ text: row.offerTitle ?? t('match.capability', { name: row.supplierName }), hit: false }],
    organisation: row.supplierName,
    place: row.supplierTown,
    quantity: quantityOf(row.offerQuantity, row.offerUnit, reader),
  };
}

function needSide(row: MatchRow, reader: Reader) {
  return {
    kind: 'need',
    href: paths.post(row.needId),
    titleRuns: [{ text: row.needTitle, hit: false }],
    organisation: row.needOwnerName,
    place: row.needTown,
    quantity: quantityOf(row.needQuantity, row.needUnit, reader),
  };
}

/* The supplier proposes; the need's side and the office ask. */
function actionOf(row: MatchRow, supplies: boolean, { t }: Reader) {
  const primary = row.verdict === 'fits';
  if (supplies) return { href: withQuery(paths.newProposal(row.needId), { offer: row.offerId }), label: t('match.propose'), primary };
  const of = row.offerId ? { offer: row.offerId } : { supplier: row.supplierId };
  return { href: withQuery(paths.newRequest(row.needId), of), label: t('match.ask'), primary };
}

/** The reader's own post of the pair, for lists that mix the matches of several posts. */
function aboutOf(row: MatchRow, supplies: boolean, { t }: Reader) {
  if (!supplies) return { label: t('match.for-need'), text: row.needTitle, href: paths.post(row.needId) };
  return row.offerId ? { label: t('match.from-offer'), text: row.offerTitle ?? '', href: paths.post(row.offerId) } : null;
}

/**
 * A match as `views/partials/match-row.hbs` prints it: the other post, seen from the reader's side of the pair, or from
 * the post on whose page it stands (`of`). Without one the list holds matches of several posts, so each row names the own one.
 */
export function matchRowView(row: MatchRow, reader: Reader, vocabulary: Vocabulary, of?: PostKind) {
  const { t, lang, actor } = reader;
  const supplies = organisationOf(actor) === row.supplierId;
  return {
    id: row.id,
    verdict: row.verdict,
    ...((of ? of === 'offer' : supplies) ? needSide(row, reader) : offerSide(row, reader)),
    actions: [actionOf(row, supplies, reader)],
    distance: null,
    about: of ? null : aboutOf(row, supplies, reader),
    reasons: chipsOf(row.reasons, t, lang, vocabulary),
    dismiss: {
      action: paths.matchDismissal(row.id),
      reasons: DISMISSAL_REASONS.map((value) => ({ value, label: t(`dismissal.${value}`) })),
    },
  };
}
