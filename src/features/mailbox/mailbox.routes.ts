import { DomainError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import type { Mailbox, MailboxMail } from '../../mail/mailbox.repository.ts';
import { paths, withQuery } from '../../paths.ts';
import { anyone } from '../../web/policies.ts';
import { get, one, page, text, type Route } from '../../web/route.ts';

const LIMIT = 200;

/** A mail is somebody else's document: it may style itself and be followed, nothing more. */
const FRAMED = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "frame-ancestors 'self'",
    'sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation',
  ].join('; '),
};

async function mailOf(mailbox: Mailbox, id: string | undefined): Promise<MailboxMail> {
  const mail = isId(id) ? await mailbox.find(id) : null;
  if (!mail) throw new DomainError('not-found', 'errors.not-found');
  return mail;
}

/** The demo's mailbox: every mail the exchange "sent", as its recipient sees it. Only wired when no mail server is set. */
export function mailboxRoutes(mailbox: Mailbox): Route[] {
  return [
    get(paths.mailbox(), anyone, async ({ t, query }) => {
      const to = one(query['to'])?.replaceAll('\u0000', '').slice(0, 200);
      const mails = await mailbox.list(LIMIT, to);
      return page('mailbox/list', {
        title: t('mailbox.title'),
        to: to ?? null,
        all: paths.mailbox(),
        mails: mails.map((mail) => ({
          href: paths.mailboxMail(mail.id),
          subject: mail.subject,
          to: mail.to,
          toHref: withQuery(paths.mailbox(), { to: mail.to.address }),
          at: mail.arrivedAt,
        })),
      });
    }),
    get(paths.mailboxMail(':id'), anyone, async ({ t, params }) => {
      const mail = await mailOf(mailbox, params['id']);
      return page('mailbox/mail', {
        title: mail.subject,
        mail: { ...mail, lines: linkify(mail.text), headers: Object.entries(mail.headers).map(([name, value]) => ({ name, value })) },
        frame: paths.mailboxHtml(mail.id),
        back: paths.mailbox(),
        label: t('mailbox.title'),
      });
    }),
    get(paths.mailboxHtml(':id'), anyone, async ({ params }) => {
      const { html } = await mailOf(mailbox, params['id']);
      // Links leave the frame and open in the window itself.
      return text(html.replace('<head>', '<head><base target="_top">'), 'text/html', FRAMED);
    }),
  ];
}

/** The text part cut into plain runs and addresses, so that its links can be followed. */
function linkify(text: string): { text: string; href: string | null }[] {
  return text.split(/(https?:\/\/[^\s<>]+)/).map((part, i) => ({ text: part, href: i % 2 === 1 ? part : null }));
}
