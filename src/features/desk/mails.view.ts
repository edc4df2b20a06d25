import { pageCount, type Page } from '../../kernel/page.ts';
import { paths } from '../../paths.ts';
import { formatDateTime } from '../../templates/format.ts';
import type { PageRequest } from '../../web/route.ts';
import { MAIL_FILTERS, type MailRecord, type MailSearch, type MailState, type MailTrailRow } from './mails.queries.ts';

type Reader = Pick<PageRequest, 't' | 'lang'>;

/* What became of a mail: one that waits for its first try is told from one that failed before. */
type MailStanding = MailState | 'first' | 'bounced';

const MARKS: Readonly<Record<MailStanding, ['ok' | 'part' | 'bad', string]>> = {
  first: ['part', 'mail-state.first'], queued: ['part', 'mail-state.queued'], sending: ['part', 'mail-state.sending'],
  sent: ['ok', 'mail-state.sent'], dead: ['bad', 'mail-state.dead'], bounced: ['bad', 'office.mail-bounced'],
};

export const MAIL_STANDINGS = Object.keys(MARKS) as readonly MailStanding[];

/** What became of a mail as `views/partials/state-mark.hbs` prints it. */
export function mailMark({ t }: Pick<Reader, 't'>, standing: MailStanding) {
  const [tone, key] = MARKS[standing];
  return { tone, text: t(key) };
}

function stateOf(reader: Reader, { state, attempts, bouncedAt }: MailTrailRow) {
  if (bouncedAt) return mailMark(reader, 'bounced');
  return mailMark(reader, state === 'queued' && attempts === 0 ? 'first' : state);
}

function answeredText({ t }: Reader, { answered }: MailTrailRow): string | null {
  return answered === null ? null : t(answered ? 'office.mail-answered' : 'office.mail-unanswered');
}

/** Why it was written; a reason that has no words yet is told as such. */
function whyText({ t }: Reader, why: string): string {
  const key = `mail-why.${why}`;
  const text = t(key);
  return text === key ? t('mail-why.other') : text;
}

/** A mail in a table of the trail: `views/partials/mail-trail.hbs`. */
export function trailRow(reader: Reader, mail: MailTrailRow) {
  const { lang } = reader;
  return {
    href: paths.officeMail(mail.id),
    subject: mail.subject,
    to: mail.toName,
    address: mail.toAddress,
    why: whyText(reader, mail.why),
    at: formatDateTime(lang, mail.at),
    state: stateOf(reader, mail),
    sentAt: mail.sentAt && formatDateTime(lang, mail.sentAt),
    trouble: mail.bounce ?? mail.lastError,
    answered: answeredText(reader, mail),
  };
}

interface TrailInput {
  reader: Reader;
  search: MailSearch;
  found: { total: number; rows: readonly MailTrailRow[] };
  /** Whose trail it is, when it is one person's. */
  person: { name: string; address: string } | null;
}

const queryOf = ({ text, filter, personId, postId }: MailSearch) =>
  ({ q: text, state: filter === 'all' ? undefined : filter, person: personId, post: postId });

function pagination(search: MailSearch, total: number, { number, size }: Page) {
  const last = pageCount(total, size);
  const at = (page: number) => ({ href: paths.officeMails({ ...queryOf(search), page: String(page) }) });
  if (last === 1) return null;
  return {
    previous: number > 1 ? at(number - 1) : null,
    next: number < last ? at(number + 1) : null,
    pages: [{ number, current: true, ...at(number) }],
  };
}

/** Exactly what `views/office/mails.hbs` prints. */
export function mailsView({ reader, search, found, person }: TrailInput) {
  const { t } = reader;
  const only = { person: search.personId, post: search.postId };
  return {
    title: t('office.mails.title'),
    back: paths.office(),
    lead: person ? t('office.mails.of-person', { name: person.name, address: person.address }) : t('office.mails.lead'),
    everybody: person || search.postId ? paths.officeMails() : null,
    action: paths.officeMails(),
    text: search.text,
    hidden: Object.entries({ ...only, state: search.filter === 'all' ? null : search.filter })
      .flatMap(([name, value]) => (value ? [{ name, value }] : [])),
    filters: MAIL_FILTERS.map((filter) => ({
      label: t(`office.mails.filter.${filter}`), current: filter === search.filter,
      href: paths.officeMails({ ...queryOf(search), state: filter === 'all' ? undefined : filter }),
    })),
    found: t('office.mails.found', { total: found.total }),
    mails: found.rows.map((row) => trailRow(reader, row)),
    pagination: pagination(search, found.total, search.page),
  };
}

const SECRET = /%%LINK:[a-z-]+:[0-9a-f-]{36}%%/g;

function stoppedText({ t, lang }: Reader, { stopped }: MailRecord): string | null {
  return stopped && t('office.mail.stopped-text', { at: formatDateTime(lang, new Date(stopped.since)), reason: stopped.reason });
}

const factsOf = (reader: Reader, mail: MailRecord) => {
  const { t, lang } = reader;
  const time = (at: Date | null): string | null => at && formatDateTime(lang, at);
  const facts: [string, string | null][] = [
    ['to', `${mail.toName} <${mail.toAddress}>`],
    ['why', whyText(reader, mail.why)],
    ['at', time(mail.at)],
    ['state', stateOf(reader, mail).text],
    ['sent-at', time(mail.sentAt)],
    ['tries', mail.attempts > 1 || mail.state !== 'sent' ? String(mail.attempts) : null],
    ['next-try', mail.state === 'queued' ? time(mail.dueAt) : null],
    ['response', mail.response],
    ['error', mail.lastError],
    ['bounce', mail.bounce && `${time(mail.bouncedAt) ?? ''} ${mail.bounce}`.trim()],
    ['stopped', stoppedText(reader, mail)],
    ['answered', answeredText(reader, mail)],
    ['set-aside', time(mail.setAsideAt)],
  ];
  return facts.flatMap(([key, text]) => (text ? [{ label: t(`office.mail.${key}`), text }] : []));
};

function linksOf({ t }: Reader, mail: MailRecord): { href: string; label: string }[] {
  const { posts, commitmentId, personId, resentOf, toName } = mail;
  return [
    ...posts.map(({ id, title }) => ({ href: paths.post(id), label: title })),
    ...(commitmentId ? [{ href: paths.commitment(commitmentId), label: t('office.mail.commitment') }] : []),
    ...(personId ? [{ href: paths.officeMails({ person: personId }), label: t('office.mail.person', { name: toName }) }] : []),
    ...(resentOf ? [{ href: paths.officeMail(resentOf), label: t('office.mail.first') }] : []),
  ];
}

/** Exactly what `views/office/mail.hbs` prints; `problem` is why the last press did nothing. Secret links are taken out. */
export function mailView(reader: Reader, mail: MailRecord, problem: string | null) {
  const { t } = reader;
  const ended = mail.state === 'sent' || mail.state === 'dead';
  return {
    title: mail.subject,
    problem,
    back: paths.officeMails(),
    facts: factsOf(reader, mail),
    text: mail.text.replace(SECRET, t('office.mail.secret')),
    textLang: mail.language === reader.lang ? null : mail.language,
    links: linksOf(reader, mail),
    resend: ended ? { action: paths.officeMailDispatch(mail.id), hint: t(`office.mail.resend-${mail.stopped ? 'stopped' : mail.state}`) } : null,
    settle: mail.troubled ? paths.officeMailSettlement(mail.id) : null,
  };
}
