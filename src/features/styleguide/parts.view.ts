import { addDays } from '../../kernel/dates.ts';
import { paths } from '../../paths.ts';
import { announcementsBlock, type Announcement } from '../announcements/index.ts';
import { attachmentsView, type AttachedFile } from '../attachments/index.ts';
import { MAIL_STANDINGS, trailRow } from '../desk/index.ts';
import { impactView } from '../impact/index.ts';
import { conceptChoices, organisationFacts, recommendationRow } from '../joining/index.ts';
import { CHECKS } from '../organisations/index.ts';
import { badgeView } from '../profiles/index.ts';
import { sampleId, type Stage } from './stage.view.ts';

/** A table: one mail of everything that can become of one. */
export function mailRows({ request, now }: Stage) {
  const { t } = request;
  return MAIL_STANDINGS.map((standing, i) => trailRow(request, {
    id: sampleId(50 + i), at: now, kind: 'match-need', why: 'match', personId: null, toName: 'Agnieszka Lipka', toAddress: 'a.lipka@clinic.example',
    subject: t('styleguide.sample.need'), state: standing === 'first' ? 'queued' : standing === 'bounced' ? 'sent' : standing,
    attempts: standing === 'first' ? 0 : 2, sentAt: now, lastError: standing === 'dead' ? '550 5.1.1 unknown user' : null,
    bouncedAt: standing === 'bounced' ? now : null, bounce: standing === 'bounced' ? '552 5.2.2 mailbox full' : null, setAsideAt: null,
    answered: standing === 'sent' ? true : null,
  }));
}

/** A summary list, and the badge of an organisation that the office has checked. */
export function organisationSamples({ request, now }: Stage) {
  const organisation = {
    kind: 'firm', country: 'PL', nip: '5252344078', regon: null, registrationNumber: null, townName: 'Bydgoszcz', region: 'kujawsko-pomorskie',
    website: 'https://firm.example', membership: 'approved', checkedAt: new Date(now.getTime() - 86_400_000), checks: [...CHECKS], confirmedAt: now,
  } as const;
  return {
    facts: organisationFacts(organisation, request),
    badge: badgeView({ ...organisation, checks: [...CHECKS] }, request),
    recommendations: (['yes', 'no', null] as const).map((answer) => recommendationRow(request, {
      organisationId: sampleId(2), name: request.t('styleguide.sample.firm'), answer, answeredAt: answer ? now : null,
      note: answer ? request.t('styleguide.sample.text') : null, person: answer ? 'Robert Jaskółka' : null,
    })),
  };
}

/** Plots of the impact page. */
export function plotSamples({ request, vocabulary, today }: Stage) {
  const [month, before] = [today, addDays(today, -31)].map((day) => day.slice(0, 7)) as [string, string];
  const receipts = [
    { concept: 'face-shield', region: 'kujawsko-pomorskie', month, unit: 'szt', packSize: null, quantity: '4200', deliveries: 9 },
    { concept: 'petg', region: 'mazowieckie', month: before, unit: 'kg', packSize: null, quantity: '350.5', deliveries: 4 },
    { concept: null, region: null, month, unit: 'szt', packSize: null, quantity: '20', deliveries: 1 },
  ] as const;
  return impactView(request, { receipts, takers: { deliveries: 14, receivers: 5, suppliers: 6 }, vocabulary, today }).plots;
}

/** Pictures in both directions and a document; the share image stands in for what people would send. */
export function photoSamples({ request }: Stage) {
  const { t } = request;
  const file = (number: number, width: number, height: number): AttachedFile => ({
    fileId: sampleId(60 + number), postId: sampleId(11), position: number, description: number === 2 ? '' : t('styleguide.sample.caption'),
    type: 'image/jpeg', name: `${number}.jpg`, size: 240_000, width, height,
  });
  const pdf = { ...file(3, 0, 0), type: 'application/pdf', name: 'wymagania.pdf' } as const;
  const shown = attachmentsView([file(1, 1200, 630), file(2, 630, 1200), pdf], { id: sampleId(11), title: t('styleguide.sample.need') }, request);
  const image = { href: paths.shareImage(), src: paths.shareImage() };
  return shown && { ...shown, pictures: shown.pictures.map((picture) => ({ ...picture, ...image })) };
}

/** What the office tells everybody, in the reader's language and in the other one. */
export function announcementSamples({ request, now, today }: Stage) {
  const title = request.t('styleguide.sample.announcement');
  const one: Announcement = {
    id: sampleId(70), kind: 'webinar', titlePl: title, textPl: '-', titleEn: title, textEn: '-',
    startsAt: now, endsAt: null, place: null, onlineUrl: 'https://meeting.example', visibleFrom: today, visibleUntil: today, state: 'published',
    authorId: null, createdAt: now, updatedAt: now, version: 1, submissionKey: null,
  };
  const inPolish: Announcement = { ...one, id: sampleId(71), kind: 'other', titleEn: null, textEn: null, startsAt: null, onlineUrl: null };
  return announcementsBlock(request, [one, inPolish]);
}

/** Typed lines as they were understood, and one that was not. */
export const understoodSamples = ({ request: { t, lang }, vocabulary }: Stage) => conceptChoices([
  { line: t('styleguide.sample.line'), concepts: ['injection-moulding', 'injection-mould'] },
  { line: t('styleguide.sample.unknown-line'), concepts: [] },
], ['injection-moulding'], vocabulary, lang);
