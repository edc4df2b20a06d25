import { DomainError, isDomainError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { pageFrom } from '../../kernel/page.ts';
import { paths } from '../../paths.ts';
import { office } from '../../web/policies.ts';
import { get, one, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import type { PersonActor } from '../../kernel/actor.ts';
import type { DeskQueries } from './desk.queries.ts';
import { MAIL_FILTERS, type MailRecord, type MailSearch } from './mails.queries.ts';
import { mailsView, mailView } from './mails.view.ts';
import { resendMail, setMailAside, type MailCommandDeps } from './resend-mail.command.ts';

interface MailRoutesDeps extends MailCommandDeps {
  desk: DeskQueries;
  /** Where the office goes on after a press in a list of it. */
  back(request: PageRequest): Promise<string>;
}

const PAGE_SIZE = 50;
const LONGEST = 200;

const idFrom = (value: string | undefined): string | null => (isId(value) ? value : null);

function searchOf({ query }: PageRequest): MailSearch {
  return {
    text: (one(query['q']) ?? '').replaceAll('\u0000', '').slice(0, LONGEST).trim(),
    filter: MAIL_FILTERS.find((filter) => filter === one(query['state'])) ?? 'all',
    personId: idFrom(one(query['person'])),
    postId: idFrom(one(query['post'])),
    page: pageFrom(one(query['page']), PAGE_SIZE),
  };
}

async function trail({ desk }: MailRoutesDeps, request: PageRequest): Promise<Reply> {
  const search = searchOf(request);
  const [found, person] = await Promise.all([desk.mails.search(search), search.personId ? desk.mails.person(search.personId) : null]);
  return page('office/mails', mailsView({ reader: request, search, found, person }));
}

async function recordOf({ desk }: MailRoutesDeps, { params }: PageRequest): Promise<MailRecord> {
  const found = await desk.mails.find(params['id'] ?? '');
  if (!found) throw new DomainError('not-found', 'errors.not-found');
  return found;
}

function person({ actor }: PageRequest): PersonActor {
  if (actor.kind !== 'person') throw new DomainError('not-found', 'errors.not-found');
  return actor;
}

async function resend(deps: MailRoutesDeps, request: PageRequest): Promise<Reply> {
  const mail = await recordOf(deps, request);
  try {
    const { id, again } = await resendMail(deps, person(request), mail.id);
    return redirect(paths.officeMail(id), { kind: 'success', text: request.t(`office.mail.${again}`, { address: mail.toAddress }) });
  } catch (error) {
    if (!isDomainError(error) || error.code === 'not-found') throw error;
    return page('office/mail', mailView(request, mail, request.t(error.key)), { status: error.code === 'expired' ? 410 : 409 });
  }
}

/** The mail trail: who was told what, when, why, and what came of it. */
export function mailRoutes(deps: MailRoutesDeps): Route[] {
  return [
    get(paths.officeMails(), office, (request) => trail(deps, request)),
    get(paths.officeMail(':id'), office, async (request) => page('office/mail', mailView(request, await recordOf(deps, request), null))),
    post(paths.officeMailDispatch(':id'), office, (request) => resend(deps, request)),
    post(paths.officeMailSettlement(':id'), office, async (request) => {
      await setMailAside(deps, request.params['id'] ?? '');
      return redirect(await deps.back(request), { kind: 'success', text: request.t('office.mail.set-aside-done') });
    }),
  ];
}
