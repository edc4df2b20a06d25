import { basename, join } from 'node:path';
import { loadMessages } from '../../src/templates/i18n.ts';
import { POST_STATES } from '../../src/features/board/index.ts';
import { STATES } from '../../src/features/commitments/index.ts';
import { REASON_CODES } from '../../src/features/matches/index.ts';
import { MEMBERSHIPS } from '../../src/features/profiles/index.ts';
import { filesOf, readText, ROOT } from '../architecture/source.ts';
import { startExchange, type TestExchange } from '../support/exchange.ts';
import { readable, visitorOf } from '../support/reader.ts';

let demo: TestExchange;
beforeAll(async () => {
  demo = await startExchange({ seed: 'demo' });
}, 90_000);
afterAll(() => demo.close());

test.each(['pl', 'en'] as const)('shows every state and every reason there is: %s', async (language) => {
  const { status, text } = await visitorOf(demo, language).get('/styleguide');
  expect(status).toBe(200);
  const t = loadMessages(join(ROOT, 'locales')).translate(language);
  const states = [
    ...POST_STATES.map((state) => `post-state.${state}`), ...STATES.map((state) => `commitment.state.${state}`),
    ...MEMBERSHIPS.map((membership) => `membership.${membership}`), 'mail-state.dead', 'office.mail-bounced',
  ];
  const page = readable(text);
  expect(states.filter((key) => !page.includes(readable(t(key))))).toEqual([]);
  expect(text.match(/<li class="reason /g)?.length).toBeGreaterThanOrEqual(REASON_CODES.length);
  expect(page).not.toMatch(/undefined|\[object|NaN/);
});

test('is absent where mails really leave', async () => {
  const real = await startExchange({ seed: 'minimal', smtpUrl: 'smtp://127.0.0.1:9' });
  try {
    for (const path of ['/styleguide', '/mailbox']) expect([path, (await visitorOf(real).get(path)).status]).toEqual([path, 404]);
  } finally {
    await real.close();
  }
});

/** What the office alone sees, in a post's page; that page, which a preview shares; cells of the one table of fields. */
const ELSEWHERE = ['stand-in', 'post-page', 'sheet-cell'];

test('every partial of a page is part of the styleguide, or stands round every page', () => {
  const usedBy = (text: string) => [...text.matchAll(/\{\{~?#?> *([\w-]+)/g)].map((found) => found[1] ?? '');
  const reached = new Set<string>();
  const follow = (text: string): void => {
    for (const name of usedBy(text)) {
      if (reached.has(name)) continue;
      reached.add(name);
      follow(readText(`views/partials/${name}.hbs`));
    }
  };
  for (const file of ['views/styleguide/styleguide.hbs', 'views/layouts/main.hbs', 'views/layouts/plain.hbs', 'views/layouts/embed.hbs']) follow(readText(file));
  const partials = filesOf('views/partials/*.hbs').map((file) => basename(file, '.hbs'));
  expect(partials.filter((name) => !reached.has(name) && !ELSEWHERE.includes(name))).toEqual([]);
});
