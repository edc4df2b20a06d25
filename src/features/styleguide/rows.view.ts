import { addDays } from '../../kernel/dates.ts';
import { matchRowView, postRowView, timelineView } from '../board/index.ts';
import { commitmentRow, figuresFrom, type ListedCommitment, type NeedSums } from '../commitments/index.ts';
import { link, press, rowOf } from '../desk/index.ts';
import { type MatchRow } from '../matches/index.ts';
import type { PostRow } from '../posts/index.ts';
import { savedSearchRows } from '../searches/index.ts';
import { REASON_SAMPLES } from './reasons.view.ts';
import { pieces, sampleId, type Stage } from './stage.view.ts';

const HERE = { lat: 53.1235, lng: 18.0084 };
const HALFWAY: NeedSums = { proposed: pieces(0), promised: pieces(300), sent: pieces(100), received: pieces(0), onTheWay: pieces(100) };

const post = ({ request: { t, lang }, today, now }: Stage, number: number, other: Partial<PostRow>): PostRow => ({
  id: sampleId(number), kind: 'need', title: t('styleguide.sample.need'), language: lang, concepts: [], organisationId: sampleId(1),
  organisationName: t('styleguide.sample.clinic'), quantity: '1000', unit: 'szt', townName: 'Toruń', lat: 53.0138, lng: 18.5984, terms: 'gift',
  visibility: 'public', urgent: false, neededBy: addDays(today, 7), availableFrom: null, supplyMode: null, perWeek: null, state: 'published',
  endsOn: null, publishedAt: now, ...other,
});

/** Posts as the board lists them: a need with its coverage, stock, capacity, a post in the other language. */
export function boardRows(stage: Stage) {
  const { t, lang } = stage.request;
  const reader = { t, lang, from: HERE, runs: (text: string) => [{ text, hit: false }] };
  const [first = '', ...rest] = t('styleguide.sample.need').split(/(?<=\s)(?=\S+$)/);
  const marked = { ...reader, runs: () => [{ text: first, hit: false }, { text: rest.join(''), hit: true }] };
  const offer: Partial<PostRow> = {
    kind: 'offer', title: t('styleguide.sample.offer'), organisationName: t('styleguide.sample.firm'), neededBy: null,
  };
  const capacity: Partial<PostRow> = {
    ...offer, supplyMode: 'capacity', perWeek: '2500', terms: 'price', language: lang === 'pl' ? 'en' : 'pl',
  };
  return [
    postRowView(post(stage, 11, { urgent: true }), figuresFrom(pieces(1000), HALFWAY), marked),
    postRowView(post(stage, 12, { ...offer, supplyMode: 'stock', terms: 'at-cost' }), undefined, reader),
    postRowView(post(stage, 13, capacity), undefined, reader),
  ];
}

/** An organisation's own posts: with their state, the ended ones greyed. */
export function ownRows(stage: Stage) {
  const { t, lang } = stage.request;
  const reader = { t, lang, from: null, runs: (text: string) => [{ text, hit: false }] };
  return (['draft', 'expired'] as const).map((state, i) => postRowView(post(stage, 14 + i, { state }), undefined, reader, true));
}

const match = ({ request: { t }, today, now }: Stage, verdict: MatchRow['verdict'], other: Partial<MatchRow>): MatchRow => ({
  id: sampleId(21), verdict, score: 1, reasons: [], needId: sampleId(11), needTitle: t('styleguide.sample.need'), needOwnerId: sampleId(1),
  needOwnerName: t('styleguide.sample.clinic'), needTown: 'Toruń', needQuantity: '1000', needUnit: 'szt', neededBy: addDays(today, 7), urgent: false,
  offerId: sampleId(12), offerTitle: t('styleguide.sample.offer'), offerQuantity: '300', offerUnit: 'szt', supplierId: sampleId(2),
  supplierName: t('styleguide.sample.firm'), supplierTown: 'Bydgoszcz', dismissedSide: null, dismissedReason: null, foundAt: now, ...other,
});

/** What fits, and what may: an offer with every kind of reason, a firm that could make it. */
export function matchRows(stage: Stage) {
  const sample = REASON_SAMPLES;
  return [
    match(stage, 'fits', { reasons: [sample['same-product'], sample.distance, sample['quantity-part'], sample['in-time']] }),
    match(stage, 'maybe', {
      id: sampleId(22), offerId: null, offerTitle: null, offerQuantity: null, offerUnit: null,
      reasons: [sample['can-make'], sample['date-unknown'], sample['certificate-missing']],
    }),
  ].map((row) => matchRowView(row, stage.request, stage.vocabulary));
}

/** A commitment on its way, and a proposal that waits for an answer. */
export function commitmentRows(stage: Stage) {
  const { request: { t }, today, now } = stage;
  const delivery = {
    id: sampleId(31), sent: pieces(100), on: today, handover: 'delivery', carrier: null, reference: null, lot: null, receipts: [],
  } as const;
  const listed = (state: 'proposed' | 'partly-sent'): ListedCommitment => ({
    commitment: {
      id: sampleId(32), needId: sampleId(11), offerId: sampleId(12), supplierId: sampleId(2), ownerId: sampleId(1), quantity: pieces(300),
      unit: 'szt', offerUse: null, by: addDays(today, 4), terms: { kind: 'gift', proof: null, handover: 'delivery' }, orPart: false,
      takesSurplus: false, state, supplierYes: true, ownerYes: state !== 'proposed', expiresAt: state === 'proposed' ? now : null, remindAt: null,
      deliveries: state === 'proposed' ? [] : [delivery],
    },
    note: null, version: 1, createdAt: now, needTitle: t('styleguide.sample.need'), needState: 'published', neededBy: addDays(today, 7),
    urgent: false, offerTitle: t('styleguide.sample.offer'), offerUnit: 'szt',
    supplierName: t('styleguide.sample.firm'), ownerName: t('styleguide.sample.clinic'),
  });
  return [commitmentRow(stage.request, listed('proposed')), commitmentRow(stage.request, listed('partly-sent'))];
}

/** What waits for the office: something to decide with a reason, something that has waited too long. */
export function waitingRows({ request: { t } }: Stage) {
  const need = t('styleguide.sample.need');
  const reason = {
    id: 'reason-sample', label: t('post.reason'), hint: t('office.reason-hint'), submit: t('desk.refuse-submit'), value: '', error: null,
  };
  const place = { icon: 'map-pin', text: 'Toruń' };
  return [
    rowOf({
      kind: 'need', urgent: t('post.urgent'), href: '#rows', heading: need, facts: [{ icon: 'hospital', text: t('styleguide.sample.clinic') }, place],
      age: t('office.age-hours', { hours: 3 }), note: t('styleguide.sample.text'),
      actions: [press('#rows', t('desk.approve'), need, {}, true), { ...press('#rows', t('desk.refuse'), need), reason }],
    }),
    rowOf({
      heading: t('styleguide.sample.firm'), facts: [{ icon: 'building-2', text: t('organisation-kind.firm') }, place],
      age: t('office.age-days', { days: 4 }), late: true, actions: [link('#rows', t('office.see-application'), t('styleguide.sample.firm'))],
    }),
  ];
}

/** A search that goes on looking. */
export const searchRows = ({ request: { t, lang }, vocabulary, now }: Stage) => savedSearchRows({ t, lang, vocabulary }, [{
  id: sampleId(41), personId: sampleId(3), organisationId: null, address: 'region=mazowieckie', text: '', language: lang, kind: null, concepts: [],
  regions: ['mazowieckie'], terms: [], urgent: true, frequency: 'daily', createdAt: now,
}]);

/** What happened to a post: by an organisation, in its place, to its harm. */
export function historyRows({ request: { t, lang, actor }, now }: Stage) {
  const row = {
    at: now, person: null, personErased: false, organisationId: sampleId(1), organisation: t('styleguide.sample.clinic'), onBehalf: false,
    commitmentId: null, data: {},
  };
  return timelineView([
    { ...row, action: 'post.published' },
    { ...row, action: 'post.edited', person: 'Joanna Wrzos', onBehalf: true },
    { ...row, action: 'commitment.fail', data: { after: { quantity: '300' }, reason: t('styleguide.sample.text') } },
  ], 'szt', { t, lang, actor, own: true });
}
