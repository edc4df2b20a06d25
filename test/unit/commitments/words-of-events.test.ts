import { join } from 'node:path';
import { counter, withdraw, type Counter } from '../../../src/features/commitments/answer.ts';
import { eventMail } from '../../../src/features/commitments/commitment-mail.view.ts';
import { timelineOf } from '../../../src/features/commitments/commitment-timeline.view.ts';
import { figuresFrom } from '../../../src/features/commitments/figures.ts';
import { fail } from '../../../src/features/commitments/fulfilment.ts';
import { loadMessages } from '../../../src/templates/i18n.ts';
import type { ActivityRow } from '../../../src/features/activity/index.ts';
import type { EventFact } from '../../../src/features/commitments/commitment-mail.view.ts';
import type { Step } from '../../../src/features/commitments/step.ts';
import type { Post } from '../../../src/features/posts/index.ts';
import { NOW, arrival, at, inState, owner, parcel, priced, proposed, q, supplier } from './cast.ts';

const messages = loadMessages(join(import.meta.dirname, '..', '..', '..', 'locales'));
const polish = { t: messages.translate('pl'), lang: 'pl' } as const;
const plain = (text: string | undefined): string => (text ?? '').replaceAll('\u00a0', ' ');

const historyOf = ({ event }: Step): string => {
  const row = { action: `commitment.${event.action}`, at: NOW, person: 'Anna', personErased: false, organisation: 'Klinika', onBehalf: false, data: event };
  return plain(timelineOf(polish, 'szt', [row as unknown as ActivityRow])[0]?.text);
};

const mailOf = ({ event, commitment }: Step, kind: EventFact['kind']) => {
  const figures = figuresFrom(q('1000'), { proposed: q('0'), promised: q('0'), sent: q('0'), received: q('0'), onTheWay: q('0') });
  const subject = { need: { title: 'Osłony', unit: 'szt' } as Post, commitment, figures, names: { supplier: 'Firma X', owner: 'Klinika' } };
  const { title, lead } = eventMail({ ...polish, side: 'supplier' }, subject, { kind, by: event, reason: event.reason, parcel: null, note: null });
  return { title: plain(title), lead: plain(lead) };
};

describe('a counter says what it changes, with what was there before', () => {
  const countered = (figures: Counter): Step => counter(proposed('50', { terms: priced('20.00') }), figures, at(owner));
  const OLD = '20,00 zł netto za szt., z certyfikatem, odbiór własny';
  const NEW = '2,00 zł netto za szt., z certyfikatem, odbiór własny';

  test('the terms, when only they differ', () => {
    const step = countered({ terms: priced('2.00') });
    expect(historyOf(step)).toBe(`Inne warunki: ${NEW}. Wcześniej: ${OLD}.`);
    expect(mailOf(step, 'counter').lead)
      .toBe(`Klinika proponuje inne warunki: ${NEW}. Wcześniej było: ${OLD}. Ilość i termin bez zmian: 50 szt. do 20 marca 2020.`);
  });

  test('any of the terms', () => {
    for (const terms of [{ ...priced('20.00'), proof: null }, { ...priced('20.00'), handover: 'delivery' }, { kind: 'gift', proof: null, handover: 'pick-up' }] as const) {
      expect(historyOf(countered({ terms }))).toMatch(/^Inne warunki: .*\. Wcześniej: 20,00 zł/);
    }
  });

  test('the figures, when only they differ', () => {
    const step = countered({ quantity: q('40') });
    expect(historyOf(step)).toBe('Inna propozycja: 40 szt. do 20 marca 2020 (wcześniej 50 szt. do 20 marca 2020)');
    expect(mailOf(step, 'counter').lead).toBe('Klinika proponuje coś innego: 40 szt. do 20 marca 2020. Wcześniej było: 50 szt. do 20 marca 2020.');
  });

  test('both', () => {
    const step = countered({ by: '2020-03-21', terms: priced('2.00') });
    expect(historyOf(step)).toBe(`Inna propozycja: 50 szt. do 21 marca 2020, ${NEW}. Wcześniej: 50 szt. do 20 marca 2020, ${OLD}.`);
    expect(mailOf(step, 'counter').lead).toBe(`Klinika proponuje coś innego: 50 szt. do 21 marca 2020, ${NEW}. Wcześniej było: 50 szt. do 20 marca 2020, ${OLD}.`);
  });
});

describe('what ends early ends for what has not arrived', () => {
  const having = (received: string) =>
    inState('partly-sent', { quantity: q('400'), deliveries: [{ ...parcel('250'), receipts: [{ ...arrival(received), recordedAt: NOW }] }] });

  test('of which some has', () => {
    expect(mailOf(fail(having('250'), 'Awaria', at(supplier)), 'fail')).toEqual({
      title: 'Dostawa nie dojdzie do skutku: 150 szt. (umówione: 400 szt.) (Osłony)',
      lead: 'Firma X zgłasza, że reszta nie dotrze: 150 szt. Liczy się to, co dotąd odebrano: 250 szt.',
    });
    expect(mailOf(withdraw(having('250'), 'Awaria', at(owner)), 'withdraw').title).toBe('Reszta dostawy odwołana: 150 szt. (umówione: 400 szt.) (Osłony)');
  });

  test('of which nothing has', () => {
    expect(mailOf(fail(having('0'), 'Awaria', at(supplier)), 'fail').title).toBe('Dostawa nie dojdzie do skutku: 400 szt. (Osłony)');
    expect(mailOf(withdraw(having('0'), 'Awaria', at(owner)), 'withdraw')).toEqual({
      title: 'Dostawa odwołana: 400 szt. (Osłony)', lead: 'Klinika odwołuje umówioną dostawę: 400 szt. do 20 marca 2020.',
    });
  });
});
