import { newId } from '../../../src/kernel/ids.ts';
import { remindOffice } from '../../../src/features/desk/remind-office.command.ts';
import { hidePost, postRepository, reviewPost } from '../../../src/features/posts/index.ts';
import { addNeed, addOrganisation, commitmentStage, type CommitmentStage } from '../../factories/commitment-stage.ts';

/** What has waited for the office for a working day, by the clock. Monday the 16th of March 2020, noon in Warsaw, is now. */
let stage: CommitmentStage;
beforeEach(async () => {
  stage = await commitmentStage();
  // The stage's own applicant would wait, too.
  await stage.dataSource.query(`UPDATE organisation SET membership = 'approved'`);
});
afterEach(() => stage.close());

const at = (iso: string): void => stage.clock.set(new Date(iso));
const remind = () => remindOffice({ ...stage.deps, officeMail: 'biuro@klaster.example' });
const mails = () => stage.dataSource.query<{ to_address: string; subject: string; body_text: string }[]>(
  `SELECT to_address, subject, body_text FROM mail WHERE kind = 'office-waiting' ORDER BY created_at, to_address`);
const inReview = (iso: string) => addNeed(stage.dataSource, stage.cast.ids.clinic, '10', { state: 'in-review', createdAt: new Date(iso) });

test('a review is told after one working day, once, to everybody in the office and the extra address', async () => {
  await inReview('2020-03-16T11:00:00Z');
  at('2020-03-17T10:59:00Z');
  expect(await remind()).toBe(0);
  at('2020-03-17T11:00:00Z');
  expect(await remind()).toBe(1);
  expect(await remind()).toBe(0);
  expect((await mails()).map(({ to_address }) => to_address)).toEqual(['biuro@klaster.example', 'celina@example.org']);
  expect((await mails())[0]?.subject.replace(/\u00a0/g, ' ')).toBe('Czeka dłużej niż dzień roboczy: Przyłbice ochronne');
});

test('over a weekend nobody is told; on Easter Monday neither', async () => {
  await inReview('2020-04-10T09:00:00Z'); // Good Friday is a working day
  for (const moment of ['2020-04-11T12:00:00Z', '2020-04-12T12:00:00Z', '2020-04-13T12:00:00Z', '2020-04-14T08:59:00Z']) {
    at(moment);
    expect([moment, await remind()]).toEqual([moment, 0]);
  }
  at('2020-04-14T09:00:00Z');
  expect(await remind()).toBe(1);
});

test('applications and reports wait as reviews do, and all of it comes in one mail', async () => {
  await inReview('2020-03-16T11:00:00Z');
  await addOrganisation(stage.dataSource, 'Nowa firma', 'applied');
  const need = await addNeed(stage.dataSource, stage.cast.ids.clinic, '10', { title: 'Zgłoszona' });
  await stage.dataSource.query(`INSERT INTO post_report (id, post_id, reason, text, language, created_at, submission_key)
    VALUES ($1, $2, 'false', '', 'pl', '2020-03-16T11:00:00Z', $1)`, [newId(), need.id]);
  at('2020-03-17T11:00:00Z');
  expect(await remind()).toBe(3);
  const [mail] = await mails();
  expect(mail?.subject.replace(/\u00a0/g, ' ')).toBe('3 sprawy czekają dłużej niż dzień roboczy');
  for (const part of ['Zgłoszenie organizacji', 'Ogłoszenie do sprawdzenia', 'Zgłoszone ogłoszenie', 'Nowa firma', '/office/reports/']) {
    expect(mail?.body_text).toContain(part);
  }
});

test('what was decided is not told; what comes to wait again is told again', async () => {
  const { id } = await inReview('2020-03-16T11:00:00Z');
  at('2020-03-16T12:00:00Z');
  await reviewPost(stage.posts, stage.cast.celina, { id, version: 1 }, { approve: true });
  at('2020-03-18T11:00:00Z');
  expect(await remind()).toBe(0);
  await hidePost(stage.posts, stage.cast.celina, id, 'zgłoszone');
  expect((await postRepository(stage.dataSource.manager).get(stage.cast.celina, id)).state).toBe('in-review');
  at('2020-03-19T10:59:00Z');
  expect(await remind()).toBe(0);
  at('2020-03-19T11:00:00Z');
  expect(await remind()).toBe(1);
});

test('two workers at once tell once', async () => {
  await inReview('2020-03-16T11:00:00Z');
  at('2020-03-17T11:00:00Z');
  expect((await Promise.all([remind(), remind(), remind()])).sort()).toEqual([0, 0, 1]);
  expect(await mails()).toHaveLength(2);
});
