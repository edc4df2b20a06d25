import { join } from 'node:path';
import { actionForms } from '../../../src/features/commitments/commitment-forms.view.ts';
import { commitmentRow } from '../../../src/features/commitments/commitment-row.view.ts';
import { coverageBar } from '../../../src/features/commitments/coverage-bar.view.ts';
import { figuresFrom } from '../../../src/features/commitments/figures.ts';
import { confirmReceipt, send } from '../../../src/features/commitments/fulfilment.ts';
import { waiting } from '../../../src/features/commitments/waiting.view.ts';
import { said, termsText } from '../../../src/features/commitments/wording.ts';
import { loadMessages } from '../../../src/templates/i18n.ts';
import type { Actor, OfficeRole } from '../../../src/kernel/actor.ts';
import type { CommitmentPage } from '../../../src/features/commitments/commitments.queries.ts';
import type { Commitment } from '../../../src/features/commitments/commitment.ts';
import { arrival, at, inState, NOW, owner, parcel, priced, q, supplier } from './cast.ts';

const messages = loadMessages(join(import.meta.dirname, '..', '..', '..', 'locales'));
const polish = { t: messages.translate('pl'), lang: 'pl' } as const;
const english = { t: messages.translate('en'), lang: 'en' } as const;
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

const figures = (asked: string, [proposed, promised, sent, received, onTheWay]: [string, string, string, string, string]) =>
  figuresFrom(q(asked), { proposed: q(proposed), promised: q(promised), sent: q(sent), received: q(received), onTheWay: q(onTheWay) });

const page = (commitment: Commitment): CommitmentPage => ({
  commitment, note: null, version: 3, createdAt: NOW, needTitle: 'Przyłbice', needState: 'published', neededBy: null, urgent: false,
  offerTitle: null, offerUnit: null, supplierName: 'Firma X', ownerName: 'Klinika', contacts: null,
  figures: figures('1000', ['300', '0', '0', '0', '0']),
});

describe('the coverage bar', () => {
  test('says it all in one line, in the reader’s language', () => {
    const promised = figures('1000', ['0', '300', '0', '0', '0']);
    expect(plain(coverageBar(polish, promised, 'szt', '1').summary)).toBe('Potrzeba 1 000 · obiecano 300 · brakuje 700');
    expect(coverageBar(english, promised, 'szt', '1').summary).toBe('1,000 needed · 300 promised · 700 still open');
    const full = figures('1000', ['0', '1000', '250', '250', '0']);
    expect(plain(coverageBar(polish, promised, 'kg', '1').summary)).toBe('Potrzeba 1 000 kg · obiecano 300 · brakuje 700');
    expect(plain(coverageBar(polish, full, 'szt', '1').summary)).toBe('Potrzeba 1 000 · obiecano 1 000 · odebrano 250 · niczego nie brakuje');
  });

  test('is drawn in segments without gaps, proposals over the start of what is open', () => {
    const { segments, proposed, target } = coverageBar(polish, figures('1000', ['150', '700', '400', '250', '150']), 'szt', '1');
    expect(segments).toEqual([
      { kind: 'received', x: 0, width: 25 }, { kind: 'onTheWay', x: 25, width: 15 }, { kind: 'promisedNotSent', x: 40, width: 30 },
      { kind: 'open', x: 70, width: 30 },
    ]);
    expect(proposed).toEqual({ x: 70, width: 15 });
    expect(target).toBeNull();
  });

  test('shows what came beyond what was asked', () => {
    const bar = coverageBar(polish, figures('90', ['0', '100', '100', '100', '0']), 'szt', '1');
    expect(bar.target).toBe(90);
    expect(bar.figures).toEqual([
      { kind: 'received', text: 'Odebrano: 100\u00a0szt.' }, { kind: 'surplus', text: 'Nadwyżka: 10\u00a0szt.' },
    ]);
    expect(bar.segments.at(-1)).toEqual({ kind: 'surplus', x: 90, width: 10 });
  });
});

test('terms read as a person would say them', () => {
  expect(plain(termsText(polish, priced('4.50'), 'szt'))).toBe('4,50 zł netto za szt., z certyfikatem, odbiór własny');
  expect(plain(said(polish, 'commitment.form.open-hint', { open: '5 szt.' }))).toBe('Brakuje jeszcze 5 szt.');
});

const person = (organisation: string | null, officeRole: OfficeRole | null = null): Actor => ({
  kind: 'person', personId: 'p', name: 'Anna', email: 'a@example.org', language: 'pl', officeRole,
  organisation: organisation === null ? null : { id: organisation, name: organisation, role: 'editor', approved: true },
});

describe('a commitment of which not all arrived', () => {
  const sent = (amount: string, c: Commitment, id: string) => send(c, parcel(amount, id), at(supplier)).commitment;
  const arrived = (amount: string, c: Commitment, id: string) => confirmReceipt(c, id, arrival(amount), at(owner)).commitment;
  const row = (commitment: Commitment) => {
    const { state, sent: text } = commitmentRow(polish, page(commitment));
    return [plain(state.text), text && plain(text)];
  };

  test('says what is missing, until it is sent again or given up', () => {
    const all = sent('300', inState('accepted'), 'd1');
    expect(row(all)).toEqual(['wysłane', 'wysłano: 300 szt.']);
    const short = arrived('250', all, 'd1');
    expect(row(short)).toEqual(['nie wszystko dotarło', 'wysłano: 300 szt., odebrano: 250 szt., do wysłania ponownie: 50 szt.']);
    expect(row(sent('20', short, 'd2'))).toEqual(['nie wszystko dotarło', 'wysłano: 320 szt., odebrano: 250 szt., do wysłania ponownie: 30 szt.']);
    expect(row(sent('50', short, 'd2'))).toEqual(['wysłane', 'wysłano: 350 szt.']);
    expect(row({ ...short, state: 'completed' })).toEqual(['zakończone', 'wysłano: 300 szt.']);
    expect(row(arrived('90', sent('100', inState('accepted'), 'd1'), 'd1'))[0]).toBe('część wysłana');
  });
});

describe('the buttons', () => {
  const forms = (actor: Actor, c: Commitment) =>
    actionForms({ reader: polish, actor, page: page(c), today: '2020-03-16', submissionKey: 'k', failed: null });
  const ids = (actor: Actor, c: Commitment): string[] => forms(actor, c).map(({ id }) => id);

  test('are those of the reader’s side, the most likely first', () => {
    expect(ids(person('clinic'), inState('proposed'))).toEqual(['accept', 'counter', 'decline']);
    expect(ids(person('firm-x'), inState('proposed'))).toEqual(['withdraw']);
    expect(ids(person('firm-x'), inState('accepted'))).toEqual(['start', 'send', 'withdraw', 'fail']);
    expect(ids(person('stranger'), inState('accepted'))).toEqual([]);
  });

  test('of the office say for whom, and carry it along with the version seen', () => {
    const [first] = forms(person(null, 'coordinator'), inState('proposed'));
    expect(first).toMatchObject({ id: 'accept-owner', title: 'Zgadzam się (w\u00a0imieniu: Klinika)' });
    expect(first?.hidden).toEqual([{ name: 'seen', value: '3' }, { name: 'onBehalfOf', value: 'owner' }]);
  });

  test('of a receipt name its reader as who took it in, unless the office says it for somebody', () => {
    const sent = inState('sent', { deliveries: [{ ...parcel('300'), receipts: [] }] });
    const receivedBy = (actor: Actor) => forms(actor, sent).find(({ id }) => id.startsWith('confirm-receipt'))?.fields
      .find(({ name }) => name === 'receivedBy')?.value;
    expect(receivedBy(person('clinic'))).toBe('Anna');
    expect(receivedBy(person(null, 'coordinator'))).toBe('');
    const standingIn = { id: 'clinic', name: 'clinic', role: 'editor', approved: true, onBehalf: true } as const;
    expect(receivedBy({ ...person(null, 'coordinator'), organisation: standingIn } as Actor)).toBe('');
  });

  test('of a form that failed unfold with what was typed and what is wrong', () => {
    const failed = { id: 'decline', typed: { reason: 'x' }, errors: { reason: 'Za krótko.' } };
    const shown = actionForms({
      reader: polish, actor: person('clinic'), page: page(inState('proposed')), today: '2020-03-16', submissionKey: 'k', failed,
    });
    expect(shown.filter(({ open }) => open).map(({ fields }) => fields)).toMatchObject([[{ id: 'decline-reason', value: 'x', error: 'Za krótko.' }]]);
  });
});

describe('what a side has to do now', () => {
  const taskOf = (organisation: string, c: Commitment): string[] => {
    const groups = waiting(polish, person(organisation), [page(c)]);
    return Object.entries(groups).flatMap(([task, rows]) => (rows.length > 0 ? [task, rows[0]?.waiting ?? ''] : []));
  };
  const sent = (received: string | null) =>
    inState('sent', { deliveries: [{ ...parcel('300'), receipts: received === null ? [] : [{ ...arrival(received), recordedAt: NOW }] }] });

  test('once all has arrived is the supplier’s to say that it is all, and both read so', () => {
    const all = 'Odebrano wszystko, co umówiono. Dostawę może zakończyć Firma X albo Klinika.';
    expect(taskOf('firm-x', sent('300'))).toEqual(['toComplete', all]);
    expect(taskOf('clinic', sent('300'))).toEqual(['withOthers', all]);
    expect(taskOf('firm-x', sent(null))).toEqual(['withOthers', '']);
    expect(taskOf('clinic', sent(null))).toEqual(['toConfirm', '']);
    expect(taskOf('firm-x', sent('299'))).toEqual(['toSend', '']);
    expect(taskOf('firm-x', { ...sent('300'), state: 'completed' })).toEqual(['withOthers', '']);
  });
});

test('every action has its words in both languages', () => {
  const actions = [
    'propose', 'ask', 'accept', 'counter', 'decline', 'withdraw', 'lapse', 'start', 'send', 'confirm-receipt', 'correct-receipt', 'complete',
    'fail',
  ];
  const mailed = [...actions.filter((action) => action !== 'start'), 'agree', 'take-back', 'remind'];
  const keys = [
    ...[...actions, 'agree', 'take-back'].map((action) => `commitment.event.${action}`),
    ...mailed.flatMap((kind) => [`commitment-mail.${kind}.subject`, `commitment-mail.${kind}.lead`]),
    ...actions.filter((action) => action !== 'lapse').map((action) => `commitment.done.${action}`),
  ];
  for (const lang of ['pl', 'en'] as const) expect(keys.filter((key) => !messages.has(lang, key))).toEqual([]);
});
