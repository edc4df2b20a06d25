import type { Language } from '../../kernel/actor.ts';
import { startOfDay, type LocalDate } from '../../kernel/dates.ts';
import { DomainError } from '../../kernel/errors.ts';

export type AnnouncementKind = 'webinar' | 'training' | 'call' | 'other';
export const ANNOUNCEMENT_KINDS: readonly AnnouncementKind[] = ['webinar', 'training', 'call', 'other'];

/** Everything the office types. A text in English goes with a title in English. */
export interface AnnouncementContent {
  kind: AnnouncementKind;
  titlePl: string;
  textPl: string;
  titleEn: string | null;
  textEn: string | null;
  /** Null: nothing that takes place at a certain time. */
  startsAt: Date | null;
  endsAt: Date | null;
  place: string | null;
  /** http or https. */
  onlineUrl: string | null;
  visibleFrom: LocalDate;
  visibleUntil: LocalDate;
}

/** Something the cluster's office tells everybody: a webinar, a training, a call for cooperation. */
export interface Announcement extends AnnouncementContent {
  id: string;
  state: 'published' | 'withdrawn';
  authorId: string | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
  submissionKey: string | null;
}

const CONTENT: readonly (keyof AnnouncementContent)[] = [
  'kind', 'titlePl', 'textPl', 'titleEn', 'textEn', 'startsAt', 'endsAt', 'place', 'onlineUrl', 'visibleFrom', 'visibleUntil',
];

/** True when both say the same, word for word. */
export const saysTheSame = (a: AnnouncementContent, b: AnnouncementContent): boolean =>
  CONTENT.every((name) => JSON.stringify(a[name]) === JSON.stringify(b[name]));

/** On the board's side and open to everybody today. */
export const isVisible = ({ state, visibleFrom, visibleUntil }: Announcement, today: LocalDate): boolean =>
  state === 'published' && visibleFrom <= today && today <= visibleUntil;

/** News for somebody who was last told of announcements at `since` (null: never): what has become visible after that. */
export const isNewSince = ({ visibleFrom, createdAt }: Announcement, since: Date | null): boolean =>
  since === null || Math.max(startOfDay(visibleFrom).getTime(), createdAt.getTime()) > since.getTime();

/** In the reader's language where it was written in it, else in Polish; `lang` tells in which. */
export function wordsOf({ titlePl, textPl, titleEn, textEn }: AnnouncementContent, lang: Language): { title: string; text: string; lang: Language } {
  if (lang === 'en' && titleEn !== null && textEn !== null) return { title: titleEn, text: textEn, lang: 'en' };
  return { title: titlePl, text: textPl, lang: 'pl' };
}

export const edit = (announcement: Announcement, content: AnnouncementContent, now: Date): Announcement => {
  if (announcement.state === 'withdrawn') throw new DomainError('conflict', 'announcement.withdrawn');
  return { ...announcement, ...content, updatedAt: now };
};

/** Taken back: it disappears for everybody but the office. */
export const withdraw = (announcement: Announcement, now: Date): Announcement => ({ ...announcement, state: 'withdrawn', updatedAt: now });
