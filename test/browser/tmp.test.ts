import { startExchange } from '../support/exchange.ts';
import { launch, openWindow } from '../support/browser.ts';
import { CLINIC, ROLES } from '../support/reader.ts';
test('shots', async () => {
  const e = await startExchange({ seed: 'demo' });
  const b = await launch();
  const one = async (sql: string) => (await e.query<{ id: string }>(sql))[0]?.id ?? 'none';
  const need = await one(`select id from post where title='1 000 przyłbic ochronnych'`);
  const offer = await one(`select id from post where title='Przyłbice z wtrysku, do 2 500 szt. tygodniowo'`);
  const commitment = await one(`select c.id from commitment c join post p on p.id=c.need_id where p.title='przyłbice na SOR 300 szt. PILNE' and c.state='sent'`);
  const accepted = await one(`select c.id from commitment c join post p on p.id=c.need_id where p.title='1 000 przyłbic ochronnych' and c.state='accepted'`);
  const org = await one(`select organisation_id as id from post where id='${offer}'`);
  const mail = await one(`select id from mailbox order by arrived_at desc, subject limit 1`);
  const mailbody = (await e.query<{ body_text: string }>(`select body_text from mailbox where body_text like '%/a/%' limit 1`))[0]?.body_text ?? '';
  const answer = /\/a\/[\w-]+/.exec(mailbody)?.[0] ?? '/a/none';
  const unsub = (await e.query<{ h: string }>(`select headers->>'List-Unsubscribe' as h from mailbox where headers ? 'List-Unsubscribe' limit 1`))[0]?.h.match(/\/u\/[\w-]+/)?.[0] ?? '/u/none';
  const shots: [string, string | null, string][] = [
    ['board', null, '/'], ['search', null, '/?q=przyłbice&kind=need&region=kujawsko-pomorskie'], ['empty', null, '/?q=qwertyzxc'], ['signin', null, '/sign-in'], ['post-visitor', null, `/posts/${need}`],
    ['org', null, `/organisations/${org}`], ['404', null, '/nie-ma'], ['mailbox', null, '/mailbox'], ['mail', null, `/mailbox/${mail}`], ['mailhtml', null, `/mailbox/${mail}/html`], ['answer', null, answer], ['unsub', null, unsub], ['about', null, '/about'],
    ['dashboard', CLINIC, '/dashboard'], ['post-owner', CLINIC, `/posts/${need}`], ['new-need', CLINIC, '/posts/new?kind=need&title=przyłbice ochronne'], ['ask', CLINIC, `/posts/${need}/requests/new`], ['preferences', CLINIC, '/preferences'], ['withdraw', CLINIC, `/posts/${need}/withdrawal`], ['commitment-owner', CLINIC, `/commitments/${accepted}`],
    ['offer-owner', ROLES.member, `/posts/${offer}`], ['new-offer', ROLES.member, '/posts/new?kind=offer'], ['propose', ROLES.member, `/posts/${need}/proposals/new?offer=${offer}`], ['commitment-firm', ROLES.member, `/commitments/${commitment}`],
    ['desk', ROLES.coordinator, '/office'], ['post-office', ROLES.coordinator, `/posts/${need}`],
  ];
  for (const lang of ['pl', 'en'] as const) {
    const sessions = new Map<string | null, Awaited<ReturnType<typeof openWindow>>>();
    for (const [name, who, path] of shots) {
      if (!sessions.has(who)) {
        const w = await openWindow(b, e.url, { width: 1280, language: lang });
        if (who) {
          const p = await w.newPage(); await p.goto('/sign-in'); await p.fill('#email', who); await p.fill('#password', 'gielda-demo-2026'); await p.click('main button[type=submit]'); await p.waitForURL('**/dashboard'); await p.close();
        }
        sessions.set(who, w);
      }
      const p = await sessions.get(who)!.newPage();
      for (const width of lang === 'pl' ? [360, 768, 1280] : [360, 1280]) {
        await p.setViewportSize({ width, height: 800 });
        await p.goto(path);
        await p.screenshot({ path: `/tmp/webtests/shots/${name}-${lang}-${width}.png`, fullPage: true });
      }
      await p.close();
    }
  }
  await b.close(); await e.close();
}, 300000);
