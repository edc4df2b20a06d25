import { time } from '../support/figures.ts';
import { sayNo } from './answering.ts';
import { aPost, publish, type Stage } from './stage.ts';

/** Product, main job 6: a new offer alerts the need it fits, and the offer's firm hears of the need. */
export async function otherDirection(stage: Stage): Promise<void> {
  const {
    say,
    mail,
    players: { clinic, near, english, far },
    settle,
  } = stage;
  say.heading('6. The other direction: a new offer alerts the need it fits');
  const before = new Map([clinic, near, english].map(({ email }) => [email, mail.to(email).length]));
  const offer = aPost('Przyłbice ochronne, wysyłka w całej Polsce', 'Kraków', {
    quantity: '100',
    reach: 'country',
    proof: 'declaration',
  });
  const { pressedAt } = await publish(far.browser, 'offer', offer);
  const toFar = await mail.find(({ to }) => to === far.email);
  await settle();
  const news = mail.to(clinic.email).slice(before.get(clinic.email));
  say.equal('mails to the clinic', news.length, 1);
  say.check(
    `the clinic gets “${news[0]?.subject ?? ''}” ${time((news[0]?.acceptedAt ?? NaN) - pressedAt)} after publishing`,
    news[0]?.text.includes(far.organisation) ?? false,
    news[0]?.text,
  );
  say.check(
    `${far.organisation} hears of the need: “${toFar?.subject ?? ''}”`,
    toFar?.text.includes('50') ?? false,
    toFar?.text,
  );
  for (const { email, organisation } of [near, english])
    say.equal(
      `more mails to ${organisation}, which was told before`,
      mail.to(email).length - (before.get(email) ?? 0),
      0,
    );
  if (toFar) await sayNo(stage, far, toFar, 'no-capacity');
}
