import juice from 'juice';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMailRenderer } from '../../../src/mail/renderer.ts';
import { loadMessages } from '../../../src/templates/i18n.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const VIEWS = join(ROOT, 'views');
const render = createMailRenderer(VIEWS, loadMessages(join(ROOT, 'locales')), 'https://exchange.example');

const card = {
  kind: 'need', title: '1 000 przyłbic <pilne>', href: '/posts/1', organisation: 'Klinika', place: 'Bydgoszcz', amount: '1 000 szt.',
  when: 'Potrzebne do 5 grudnia', urgent: true, own: null, relationText: 'Do oferty „Przyłbice”', open: '700 szt.',
  answer: 'https://exchange.example/a/1', answerLabel: 'Odpowiedz',
  reasons: ['ok', 'part', 'bad', 'unknown'].map((tone) => ({ tone, text: `powód ${tone}` })),
  coverage: {
    summary: 'Potrzeba 1 000 · obiecano 300',
    segments: ['received', 'onTheWay', 'promisedNotSent', 'open', 'surplus', 'proposed'].map((kind) => ({ kind, width: 20 })),
  },
};
const { html, text, subject } = render('match-need', 'pl', {
  first: 'Piszemy, bo …', best: card, others: [card], until: 'x', untilDay: '2026-12-05', more: 2, dashboard: '/dashboard', why: 'w',
  preheader: 'p', unsubscribe: 'https://exchange.example/u/1', preferences: '/preferences', name: 'Anna',
});

/* Declarations of every element in turn, in one order. */
const stylesOf = (page: string): string[] =>
  [...page.matchAll(/<(\w+)([^>]*)>/g)].map(([, tag, attributes = '']) => {
    const style = / style="([^"]*)"/.exec(attributes)?.[1] ?? '';
    return `${tag} ${style.split(';').map((one) => one.trim()).filter(Boolean).sort().join('; ')}`;
  });

test('every rule of the style sheet is in the elements, as if it had been inlined into the finished mail', () => {
  const sheet = /<style>[\s\S]*?<\/style>/.exec(readFileSync(join(VIEWS, 'layouts', 'email.hbs'), 'utf8'))?.[0] ?? '';
  const finished = (page: string): string[] => stylesOf(juice(page.replace(/<style>[\s\S]*?<\/style>/, sheet)));
  expect(html).toContain('@media (prefers-color-scheme: dark)');
  expect(stylesOf(html).filter((one) => one.includes('color:')).length).toBeGreaterThan(20);
  const bare = html.replace(/ style="[^"]*"/g, '');
  expect(stylesOf(html)).toEqual(finished(bare));
});

test('the segments of the coverage and the signs of the reasons have their colours', () => {
  for (const name of ['bar-received', 'bar-onTheWay', 'bar-promisedNotSent', 'bar-open', 'bar-surplus']) {
    expect(html).toMatch(new RegExp(`class="${name}" width="20%" style="[^"]*background-color`));
  }
  for (const tone of ['ok', 'part', 'bad']) expect(html).toMatch(new RegExp(`class="sign sign-${tone}" style="[^"]*color`));
  expect(html).not.toContain('proposed');
});

test('what people typed is escaped in the HTML and as typed in the text', () => {
  expect(html).toContain('1 000 przyłbic &lt;pilne&gt;');
  expect(text).toContain('1 000 przyłbic <pilne>');
  expect(subject).not.toMatch(/\n/);
});
