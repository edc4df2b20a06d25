import type { Page, Response } from 'playwright-core';
import type { TestExchange } from '../support/exchange.ts';
import { CLINIC, ROLES, signedIn } from '../support/reader.ts';
import { pdf, pictureOf } from '../support/sample-files.ts';
import { sendFiles } from '../support/send-files.ts';

/** A page as a role reaches it in the demo; `fill` and `press` lead to the state of error that a form has. */
export interface Place {
  name: string;
  /** Null is a visitor. */
  who: string | null;
  path: string;
  status: number;
  /** Fields to fill in, then the button to press (a selector). */
  fill?: Record<string, string>;
  press?: string;
}

const MAIN_BUTTON = 'main form .button--primary';

/** Goes to a place, its form filled in and sent where it says so; what the server answered last. */
export async function reach(page: Page, place: Place): Promise<Response | null> {
  const shown = await page.goto(place.path);
  if (!place.press) return shown;
  for (const [name, value] of Object.entries(place.fill ?? {})) await page.fill(`main [name="${name}"]`, value);
  const [answer] = await Promise.all([page.waitForResponse((response) => response.request().method() === 'POST'), page.click(place.press)]);
  await page.waitForLoadState();
  return answer;
}

/** Two pictures and a document on a post: the demo has none. */
async function attachFiles(exchange: TestExchange, postId: string): Promise<void> {
  const clinic = await signedIn(exchange, CLINIC);
  const [wide, tall] = await Promise.all([pictureOf('jpeg', 900, 600), pictureOf('png', 500, 800)]);
  await sendFiles(clinic, postId, [['wide.jpg', wide], ['tall.png', tall]], 'Przyłbica, jakiej używamy dziś');
  await sendFiles(clinic, postId, [['Wymagania oddziału zakaźnego.pdf', pdf()]]);
}

/** Every page of the product for the roles that see it differently, and every state of error. */
export async function placesOf(exchange: TestExchange): Promise<Place[]> {
  const id = async (sql: string) => (await exchange.query<{ id: string }>(sql))[0]?.id ?? 'missing';
  const titled = (title: string) => id(`SELECT id FROM post WHERE title = '${title}'`);
  const [shields, moulded, draft, withdrawn] = [
    await titled('1 000 przyłbic ochronnych'), await titled('Przyłbice z wtrysku, do 2 500 szt. tygodniowo'),
    await titled('Szukamy kogoś do malowania proszkowego, 80 detali'), await titled('Druk FDM dużych elementów'),
  ];
  const inState = (state: string, own: string) => id(`SELECT c.id FROM commitment c JOIN organisation s ON s.id = c.supplier_id
    JOIN post n ON n.id = c.need_id JOIN organisation o ON o.id = n.organisation_id WHERE c.state = '${state}' AND '${own}' IN (s.name, o.name) LIMIT 1`);
  const ownFirm = () => id(`SELECT m.organisation_id AS id FROM membership m JOIN person p ON p.id = m.person_id WHERE p.email = '${ROLES['organisation-admin']}'`);
  const clinic = 'Przychodnia Żółty Parasol';
  const announcement = () => id(`INSERT INTO announcement (id, kind, title_pl, text_pl, starts_at, ends_at, place, online_url, visible_from, visible_until, state,
    created_at, updated_at) VALUES (gen_random_uuid(), 'webinar', 'Deklaracje zgodności dla przyłbic', 'Opowie rzecznik.', now() + interval '3 days',
    now() + interval '74 hours', 'Bydgoszcz', 'https://x.example', current_date, current_date + 5, 'published', now(), now()) RETURNING id`);
  const report = () => id(`INSERT INTO post_report (id, post_id, reason, text, language, created_at, submission_key)
    VALUES (gen_random_uuid(), '${moulded}', 'unsafe', 'Bez certyfikatu', 'pl', now(), gen_random_uuid()) RETURNING id`);
  const [link, unsubscribe] = await Promise.all(['a', 'u'].map(async (kind) => {
    const [mail] = await exchange.query<{ text: string }>(`SELECT body_text || (headers->>'List-Unsubscribe') AS text FROM mailbox
      WHERE body_text || headers::text LIKE '%/${kind}/%' AND to_address LIKE '%rowny-scieg%' LIMIT 1`);
    return new RegExp(`/${kind}/[\\w-]{46}`).exec(mail?.text ?? '')?.[0] ?? `/${kind}/missing`;
  }));
  const page = (name: string, who: string | null, path: string, status = 200): Place => ({ name, who, path, status });
  const wrong = (name: string, who: string | null, path: string, fill: Record<string, string>, press = MAIN_BUTTON): Place =>
    ({ name, who, path, status: 422, fill, press });
  const { member, coordinator, administrator, unapproved } = ROLES;
  const { 'organisation-admin': firmAdmin } = ROLES;
  await attachFiles(exchange, shields);
  const foil = await id(`SELECT id FROM organisation WHERE name LIKE '%Prosta Folia'`);
  const application = await id(`SELECT id FROM application WHERE state = 'waiting' LIMIT 1`);
  return [
    page('board', null, '/'), page('board with filters', null, '/?q=maseczki&kind=need&region=kujawsko-pomorskie&terms=gift&town=Toruń&sort=nearest&covered=1'),
    page('board, spelling', null, '/?q=pszyłbice'), page('board, nothing found', null, '/?q=qwertyzxc'), page('board, unknown town', null, '/?town=Pcimierzyce'),
    page('board, nothing with filters', null, '/?q=przyłbice&region=lubuskie'), page('embedded board', null, '/embed'), page('embedded board, dark', null, '/embed?theme=dark&kind=need&language=en'),
    page('embedded board, nothing', null, '/embed?q=qwertyzxc'), page('embed instructions', null, '/embed/instructions?q=maski'),
    page('saved search', CLINIC, '/saved-searches/new?q=maski&region=mazowieckie'), page('organisation with everything', null, `/organisations/${await id(`SELECT id FROM organisation WHERE checked_at IS NOT NULL AND capabilities <> '{}' ORDER BY name LIMIT 1`)}`),
    page('about', null, '/about'), page('cannot be reached', null, '/offline'), page('impact', null, '/impact'), page('privacy', null, '/privacy'), page('accessibility', null, '/accessibility'),
    page('my data', CLINIC, '/my-data'), page('erasure, refused', CLINIC, '/my-data/erasure'), page('erasure', coordinator, '/my-data/erasure'),
    page('site texts', administrator, '/office/site'), page('deletions', administrator, '/office/site/deletions'),
    wrong('site texts, wrong', administrator, '/office/site', { 'dpo-email': 'a@b, c@d' }), wrong('erasure, nothing given', coordinator, '/my-data/erasure', {}, 'main form .button--danger'), page('sign-in', null, '/sign-in'),
    page('need for a visitor', null, `/posts/${shields}`), page('offer for a visitor', null, `/posts/${moulded}`),
    page('organisation', null, `/organisations/${await id(`SELECT id FROM organisation WHERE name = 'Wtryskownia Ciepły Kanał'`)}`),
    page('styleguide', null, '/styleguide'), page('mailbox', null, '/mailbox'), page('mail', null, `/mailbox/${await id('SELECT id FROM mailbox ORDER BY subject LIMIT 1')}`),
    page('answer', null, link ?? ''), page('unsubscribe', null, unsubscribe ?? ''), page('forgotten password', null, '/forgotten-password'),
    page('account', CLINIC, '/account'), page('own password', CLINIC, '/account/password'), page('own address', CLINIC, '/account/address'), page('own sign-ins', CLINIC, '/account/sign-ins'),
    page('own codes', CLINIC, '/account/codes'), page('own passkeys', CLINIC, '/account/passkeys'), page('people of an organisation', ROLES['organisation-admin'], `/organisations/${await ownFirm()}/people`),
    page('people for the office', coordinator, `/organisations/${await ownFirm()}/people`), page('registry of people', administrator, '/office/people'),
    page('person for the administrator', administrator, `/office/people/${await id(`SELECT id FROM person WHERE email = '${CLINIC}'`)}`),
    wrong('forgotten password, wrong', null, '/forgotten-password', { email: 'x' }), wrong('own name, wrong', CLINIC, '/account', { name: '' }, 'main form .button--primary'),
    wrong('own password, wrong', CLINIC, '/account/password', { current: 'x', password: 'x' }), wrong('own address, wrong', CLINIC, '/account/address', { email: 'x', current: '' }),
    wrong('codes, wrong password', CLINIC, '/account/codes', { current: 'x' }), wrong('invitation, wrong', ROLES['organisation-admin'], `/organisations/${await ownFirm()}/people`, { email: 'x' }),
    page('not found', null, '/nothing', 404), page('unknown link', null, `/a/${'A'.repeat(46)}`, 404),
    wrong('sign-in, wrong', null, '/sign-in', { email: 'a@b.example', password: 'x' }),
    wrong('answer without a number', null, link ?? '', { quantity: '', by: '' }),
    page('join', null, '/join'), wrong('join, all wrong', null, '/join', { name: '', number: '1', town: 'Pcimierzyce', email: 'x', phone: 'x' }),
    page('files of a need', CLINIC, `/posts/${shields}/files`), wrong('files, none chosen', CLINIC, `/posts/${shields}/files`, {}),
    page('own organisation', firmAdmin, `/organisations/${foil}/membership`), page('profile', firmAdmin, `/organisations/${foil}/edit`),
    wrong('profile, all wrong', firmAdmin, `/organisations/${foil}/edit`, { town: '', phone: 'x', website: 'x y' }),
    page('certificates', firmAdmin, `/organisations/${foil}/certificates`), wrong('certificates, all wrong', firmAdmin, `/organisations/${foil}/certificates`, { name: '' }),
    page('membership for the office', coordinator, `/organisations/${foil}/membership`), page('mode', administrator, '/office/mode'),
    page('application', coordinator, `/office/applications/${application}`), wrong('application, nothing checked', coordinator, `/office/applications/${application}`, {}),
    page('dashboard', CLINIC, '/dashboard'), page('dashboard, unapproved', unapproved, '/dashboard'), page('dashboard of a firm', member, '/dashboard'),
    page('need for its owner', CLINIC, `/posts/${shields}`), page('offer for its owner', member, `/posts/${moulded}`), page('need for a firm', member, `/posts/${shields}`),
    page('new need', CLINIC, '/posts/new?kind=need&title=przyłbice'), page('new offer', member, '/posts/new?kind=offer'), page('edit', CLINIC, `/posts/${shields}/edit`),
    page('withdrawal', CLINIC, `/posts/${shields}/withdrawal`), page('closure', CLINIC, `/posts/${shields}/closure`), page('preferences', CLINIC, '/preferences'),
    page('proposal', member, `/posts/${shields}/proposals/new?offer=${moulded}`), page('request', CLINIC, `/posts/${shields}/requests/new`),
    page('commitment, proposed', CLINIC, `/commitments/${await inState('proposed', clinic)}`), page('commitment, accepted', CLINIC, `/commitments/${await inState('accepted', clinic)}`),
    page('commitment, sent', member, `/commitments/${await inState('sent', 'Wtryskownia Ciepły Kanał')}`),
    page('commitment for the office', coordinator, `/commitments/${await inState('proposed', clinic)}`), page('commitment, completed', coordinator, `/commitments/${await id(`SELECT id FROM commitment WHERE state = 'completed' LIMIT 1`)}`),
    page('queue of the office', coordinator, '/office?queue=unanswered'), page('mail trail', coordinator, '/office/mails'),
    page('mail trail, nothing found', coordinator, '/office/mails?q=qwertyzxc'), page('mail for the office', coordinator, `/office/mails/${await id(`SELECT id FROM mail WHERE body_text LIKE '%LINK:a:%' LIMIT 1`)}`),
    page('announcements', null, '/announcements'), page('announcement', null, `/announcements/${await announcement()}`), page('announcements for the office', coordinator, '/office/announcements'),
    page('new announcement', coordinator, '/office/announcements/new'), wrong('new announcement, all wrong', coordinator, '/office/announcements/new', { titlePl: '', day: '' }),
    page('report of a post', null, `/posts/${shields}/report`), wrong('report of a post, nothing chosen', null, `/posts/${shields}/report`, { text: '' }),
    page('report for the office', coordinator, `/office/reports/${await report()}`), wrong('report for the office, no grounds', coordinator, `/office/reports/${await report()}`, {}, 'main form .button--danger'),
    page('desk', coordinator, '/office'), page('need for the office', coordinator, `/posts/${shields}`), page('draft for the office', coordinator, `/posts/${draft}`),
    page('post that waits for the office', coordinator, `/posts/${await id(`SELECT id FROM post WHERE state = 'in-review' LIMIT 1`)}`),
    page('new need for the office', coordinator, '/posts/new?kind=need'), page('withdrawn offer', administrator, `/posts/${withdrawn}`), page('dashboard of the administrator', administrator, '/dashboard'),
    wrong('new need, all wrong', CLINIC, '/posts/new?kind=need', { title: '', quantity: 'x', town: '', neededBy: '' }),
    wrong('new offer, all wrong', member, '/posts/new?kind=offer', { title: '', quantity: 'x', town: '' }),
    wrong('withdrawal without a reason', CLINIC, `/posts/${shields}/withdrawal`, { reason: '' }, 'main form .button--danger'),
    wrong('proposal, all wrong', member, `/posts/${shields}/proposals/new`, { quantity: 'x', by: '' }),
    { name: 'preview', who: CLINIC, path: '/posts/new?kind=need', status: 200, fill: { title: 'Przyłbice ochronne', quantity: '10', town: 'Bydgoszcz' }, press: 'button[formaction]' },
    page('new list', CLINIC, '/posts/list/new'), wrong('new list, nothing pasted', member, '/posts/list/new?kind=offer', { list: '' }),
    { name: 'list to check', who: CLINIC, path: '/posts/list/new', status: 200, fill: { list: 'maseczki FFP2; 500 szt.; do 15.12\n200 kg granulat PP\nqwertyzxc; dużo; pilnie' }, press: MAIN_BUTTON },
    { name: 'preview of an edit', who: CLINIC, path: `/posts/${shields}/edit`, status: 200, fill: { quantity: '1200' }, press: 'button[formaction]' },
  ];
}
