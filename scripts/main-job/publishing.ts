import { textsOfClass } from '../support/html.ts';
import { time, until } from '../support/figures.ts';
import type { ReceivedMail } from '../support/mail-server.ts';
import { aPost, publish, type Stage } from './stage.ts';

/** What the later scenes go on from. */
export interface Published {
  needId: string;
  /** The mails to the two firms whose offers fit. */
  toNear: ReceivedMail | null;
  toEnglish: ReceivedMail | null;
}

/** Three firms offer face shields before anybody asks: nobody can be told of anything yet. */
export async function offers({ say, players, mail, settle }: Stage): Promise<void> {
  say.heading('0. Three firms post offers; nobody has asked yet');
  const near = aPost('Przyłbice ochronne drukowane w 3D', 'Toruń', {
    quantity: '300',
    reach: 'radius',
    radiusKm: '150',
    proof: 'declaration',
  });
  const english = aPost('Face shields with a PET visor, ready to ship', 'Inowrocław', {
    quantity: '1000',
    language: 'en',
    terms: 'at-cost',
    proof: 'declaration',
  });
  const far = aPost('Przyłbice ochronne z uchwytem wtryskiwanym', 'Kraków', {
    quantity: '500',
    reach: 'radius',
    radiusKm: '100',
  });
  for (const [role, fields] of [
    ['near', near],
    ['english', english],
    ['far', far],
  ] as const) {
    const { page } = await publish(players[role].browser, 'offer', fields);
    say.check(
      `${players[role].organisation} publishes “${fields.title}” (${fields.town})`,
      page.status === 200 && page.path.startsWith('/posts/'),
      page.text,
    );
  }
  await settle();
  say.equal('mails so far', mail.mails.length, 0);
}

async function form({ say, players: { clinic } }: Stage): Promise<void> {
  const answer = (await clinic.browser.json(
    `/posts/understood?title=${encodeURIComponent('1 000 przyłbic ochronnych')}`,
  )) as { text?: string };
  say.holds('while the title is typed', answer.text ?? '', 'Rozumiemy to jako: przyłbica');
}

async function onThePage({ say, players: { clinic, near, english, far } }: Stage, needId: string): Promise<void> {
  const page = await clinic.browser.get(`/posts/${needId}`);
  const rows = textsOfClass(page.html, 'li', 'match-row');
  const rowOf = (name: string) => rows.find((row) => row.includes(name)) ?? '';
  for (const row of rows) say.line(`· ${row.replace(/ (Nie pasuje Dlaczego|Poproś|Zapytaj).*$/, '')}`);
  say.equal('matches on the clinic’s page', rows.length, 3);
  say.holds(
    `reasons of ${near.organisation}`,
    rowOf(near.organisation),
    'Pasuje',
    'ten sam produkt: przyłbica',
    '300 z 1 000 szt.',
    ' km',
  );
  say.holds(
    `reasons of ${english.organisation}`,
    rowOf(english.organisation),
    'Pasuje',
    'ten sam produkt: przyłbica',
    'cała ilość',
  );
  say.holds(`reasons of ${far.organisation}`, rowOf(far.organisation), 'Może pasować', 'dowozi do 100 km');
}

async function mails(stage: Stage, pressedAt: number): Promise<Pick<Published, 'toNear' | 'toEnglish'>> {
  const {
    say,
    mail,
    players: { clinic, near, english, far, office },
    settle,
  } = stage;
  const [toNear, toEnglish] = await Promise.all(
    [near, english].map(({ email }) => mail.find(({ to }) => to === email)),
  );
  await settle();
  for (const [player, sent] of [
    [near, toNear],
    [english, toEnglish],
  ] as const) {
    say.check(
      `mail to ${player.organisation}: “${sent?.subject ?? ''}”, taken by the SMTP server ${time((sent?.acceptedAt ?? NaN) - pressedAt)} after publishing`,
      sent !== null && sent !== undefined,
    );
  }
  say.holds('the Polish firm reads', toNear?.text ?? '', 'przyłbic', 'Bydgoszcz', '300');
  say.holds('the English firm reads English', toEnglish?.text ?? '', 'face shield', 'pcs');
  say.equal(`mails to ${far.organisation}, which is too far`, mail.to(far.email).length, 0);
  say.equal('mails to the office', mail.to(office.email).length, 0);
  say.equal('mails to the clinic, about the offers found', mail.to(clinic.email).length, 1);
  for (const sent of mail.mails) {
    say.check(
      `one-click unsubscribe in the mail to ${sent.to}`,
      sent.headers.get('list-unsubscribe-post') === 'List-Unsubscribe=One-Click' &&
        (sent.headers.get('list-unsubscribe') ?? '').startsWith(`<${stage.baseUrl}/u/`),
      [...sent.headers].join('\n'),
    );
  }
  return { toNear: toNear ?? null, toEnglish: toEnglish ?? null };
}

/* What the firm reads; secret links are cut short. */
function show({ say }: Stage, mail: ReceivedMail | null): void {
  say.line(`│ ${mail?.subject ?? ''}`);
  for (const line of mail?.text.trim().split('\n') ?? []) say.line(`│ ${line.replace(/(\/[au]\/.{6})\S+/g, '$1…')}`);
}

/** Product, main job 1–3: the clinic asks, matches stand on its page, the firms that fit get a mail. */
export async function need(stage: Stage): Promise<Published> {
  const {
    say,
    players: { clinic },
    query,
    friday,
  } = stage;
  say.heading('1. A clinic posts “1 000 przyłbic ochronnych, do piątku, Bydgoszcz”');
  await form(stage);
  const fields = aPost('1 000 przyłbic ochronnych', 'Bydgoszcz', {
    quantity: '1 000',
    neededBy: friday,
    urgent: 'yes',
    acceptable: ['certificate', 'declaration', 'maker-made'],
  });
  const { page, id: needId, pressedAt } = await publish(clinic.browser, 'need', fields);
  say.holds(
    `published in ${time(performance.now() - pressedAt)}; the page says`,
    page.text,
    'Potrzeba jest na giełdzie',
    'Potrzeba 1 000 · obiecano 0 · brakuje 1 000',
  );
  say.heading('2. Fitting offers are found and shown with reasons');
  const stored = await until(async () => {
    const [row] = await query<{ n: number }[]>(`SELECT count(*)::int AS n FROM match WHERE need_id = $1`, [needId]);
    return row?.n === 3 ? performance.now() : null;
  });
  say.check(`three matches stored ${time((stored ?? NaN) - pressedAt)} after publishing`, stored !== null);
  await onThePage(stage, needId);
  say.heading('3. Firms whose offers fit get a mail in their language');
  const told = await mails(stage, pressedAt);
  show(stage, told.toNear);
  return { needId, ...told };
}
