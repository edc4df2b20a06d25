import { alertWorld, BASE_URL, type AlertWorld, type StoredMail } from './world.ts';

let world: AlertWorld;
let mails: Map<string, StoredMail>;

const REASONS = JSON.stringify([
  { code: 'same-product', concept: 'face-shield' }, { code: 'date-unknown' }, { code: 'certificate-missing', name: 'CE' },
  { code: 'quantity-part', available: '300', asked: '1000', unit: 'szt' }, { code: 'distance', km: 84, within: true },
]);

/** Every mail of alerts once in each language, from one clinic, one firm and the office. */
beforeAll(async () => {
  world = await alertWorld();
  const clinic = await world.organisation({ name: 'Przychodnia <Żółty & Parasol>', kind: 'health-care' });
  const firm = await world.organisation({ name: 'Wtryskarnia' });
  for (const language of ['pl', 'en']) {
    await world.person(clinic, { language, email: `clinic-${language}@x.example` });
    await world.person(firm, { language, email: `firm-${language}@x.example` });
    await world.person(null, { language, office_role: 'coordinator', email: `office-${language}@x.example` });
  }
  const need = await world.post(clinic, { kind: 'need', title: 'Przyłbice <b>ochronne</b> & gogle', neededBy: '2026-11-27', urgent: true });
  const other = await world.post(clinic, { kind: 'need', title: 'Przyłbice na zapas' });
  const lonely = await world.post(clinic, { kind: 'need', title: 'Coś innego' });
  const hidden = await world.post(clinic, { kind: 'need', title: 'Do sprawdzenia', state: 'in-review' });
  const offer = await world.post(firm, { kind: 'offer', title: 'Przyłbice z PET', quantity: 300 });
  await world.commitment(need, await world.organisation(), clinic, { quantity: 250, state: 'accepted', owner_yes: true });
  const match = await world.match(need, offer, firm, { reasons: REASONS });
  await world.run('tell-matches', { postId: need, matchIds: [match] });
  await world.run('tell-matches', { postId: other, matchIds: [await world.match(other, offer, firm, { verdict: 'maybe', reasons: REASONS })] });
  await world.match(lonely, null, firm, { verdict: 'maybe', reasons: '[{"code":"can-make","by":"printing","product":"face-shield"}]' });
  await world.run('check-need-answered', { postId: lonely });
  await world.run('review-waiting', { postId: hidden });
  const newcomer = await world.organisation({ name: 'Gabinet & syn', kind: 'health-care', membership: 'applied' });
  const waiting = [await world.post(newcomer, { kind: 'need', title: 'Lusterka <b>', urgent: true, state: 'in-review' }),
    await world.post(newcomer, { kind: 'offer', title: 'Fotel', state: 'in-review' })];
  await world.run('review-waiting', { postId: waiting[0] });
  world.clock.set(new Date('2026-11-21T06:00:00Z'));
  await world.run('send-digests');
  mails = new Map((await world.mails()).map((mail) => [`${mail.kind} ${mail.to_address.split('@')[0]}`, mail]));
});
afterAll(() => world.close());

const NAMES = ['match-need firm', 'match-offer clinic', 'digest firm', 'digest clinic', 'need-unanswered office', 'review-waiting office', 'office-posts office'];
const ALL = NAMES.flatMap((name) => ['pl', 'en'].map((language) => `${name}-${language}`));
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

const mailOf = (name: string): StoredMail => {
  const mail = mails.get(name);
  if (!mail) throw new Error(`no mail ${name} among ${[...mails.keys()].join(', ')}`);
  return mail;
};

test('there are exactly these mails', () => {
  expect([...mails.keys()].sort()).toEqual([...ALL].sort());
});

describe.each(ALL)('%s', (name) => {
  test('has a subject, a text and an HTML part without message keys, holes or unfilled templates', () => {
    const { subject, body_text: text, body_html: html } = mailOf(name);
    const visible = html.replace(/<style[\s\S]*?<\/style>/g, '').replace(/<[^>]*>/g, ' ');
    for (const part of [subject, text, visible]) {
      expect(part).not.toMatch(/\b(alert|layout|commitment|reason|unit|quantity|post)\.[a-z]/);
      expect(part).not.toMatch(/undefined|null|\[object|\{\{|\{[a-z]+[,}]/i);
    }
    expect(subject).toMatch(/^\S.{10,}$/);
    expect(subject).not.toContain('&amp;');
  });

  test('reads as text: no runs of empty lines, no spaces at line ends, the reason first, who it is from last', () => {
    const text = mailOf(name).body_text;
    expect(text).not.toMatch(/\n{3,}|[ \t]$/m);
    expect(text).toMatch(/^(Piszemy, bo|We are writing because) /);
    expect(text).toMatch(/\n--\n\S/);
  });

  test('has exactly one main button and links with the address of the exchange only', () => {
    const html = mailOf(name).body_html;
    expect(html.match(/class="button"/g)).toHaveLength(1);
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href ?? '');
    expect(links.filter((href) => !href.startsWith(BASE_URL) && !/^%%LINK:[au]:[0-9a-f-]{36}%%$/.test(href))).toEqual([]);
  });

  test('escapes what people typed, once', () => {
    const { body_html: html, body_text: text } = mailOf(name);
    expect(html).not.toContain('<b>ochronne</b>');
    expect(html).not.toContain('<Żółty');
    expect(text).not.toMatch(/&(amp|lt|quot|#39);/);
  });
});

test.each(['match-need firm-pl', 'match-offer clinic-pl'])('%s: answer, post, preferences and unsubscribe are in both parts', (name) => {
  const { body_html: html, body_text: text, unsubscribe_link_id: unsubscribe } = mailOf(name);
  for (const part of [html, text]) {
    expect(part).toMatch(/%%LINK:a:[0-9a-f-]{36}%%/);
    expect(part).toContain(`%%LINK:u:${unsubscribe ?? 'none'}%%`);
    expect(part).toContain(`${BASE_URL}/posts/`);
    expect(part).toContain(`${BASE_URL}/preferences`);
  }
});

test('the firm reads what is open, where, by when, why it fits and what is missing', () => {
  const text = plain(mailOf('match-need firm-pl').body_text);
  expect(text).toContain(`Przyłbice <b>ochronne</b> & gogle (pilne)
Przychodnia <Żółty & Parasol>, Bydgoszcz, 84 km
Potrzebne do 27 listopada 2026
✓ ten sam produkt: przyłbica
◐ 300 z 1 000 szt.
? brak daty dostawy
✗ brak: CE
Potrzeba 1 000 · obiecano 250 · brakuje 750`);
  expect(text).toContain('Odnośnik działa do 27 listopada 2026.');
  expect(plain(mailOf('match-need firm-en').body_text)).toContain('1,000 needed · 250 promised · 750 still open');
});

test('the clinic reads what the offer has and what its own need lacks', () => {
  const text = plain(mailOf('match-offer clinic-pl').body_text);
  expect(text).toMatch(/^Piszemy, bo ta oferta pasuje do Waszej potrzeby „Przyłbice <b>ochronne<\/b> & gogle”\./);
  expect(text).toContain('Przyłbice z PET\nWtryskarnia, Bydgoszcz, 84 km\n300 szt.\n');
});

test('subjects say what it is about', () => {
  expect(plain(mailOf('match-need firm-pl').subject)).toBe('Potrzebne: Przyłbice <b>ochronne</b> & gogle – brakuje 750 szt., Bydgoszcz, 84 km');
  expect(plain(mailOf('digest clinic-en').subject)).toBe('1 new match: Przyłbice z PET');
});
