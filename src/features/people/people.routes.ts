import type { Clock } from '../../kernel/clock.ts';
import { isDomainError } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { errorTexts } from '../../templates/error-texts.ts';
import { signedIn } from '../../web/policies.ts';
import { get, invalidForm, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { personIn, textOf } from '../accounts/index.ts';
import { changeRole, leave, removeColleague } from './change-member.command.ts';
import { invite, withdrawInvite } from './invite.command.ts';
import type { PeopleDeps } from './people-deps.ts';
import { peopleView, type TypedInvitation } from './people.view.ts';
import { peopleOf } from './people-page.queries.ts';

export interface PeopleRoutesDeps {
  commands: PeopleDeps;
  clock: Clock;
}

const idIn = ({ params }: PageRequest): string => params['id'] ?? '';

async function peoplePage(request: PageRequest, { commands, clock }: PeopleRoutesDeps, typed: TypedInvitation) {
  const actor = personIn(request);
  const people = await commands.uow.run(({ manager }) => peopleOf(manager, actor, idIn(request)));
  return peopleView({ t: request.t, ...people, own: actor.personId, typed, now: clock.now() });
}

async function sendInvitation(request: PageRequest, deps: PeopleRoutesDeps): Promise<Reply> {
  const { body, t } = request;
  try {
    const { email } = await invite(deps.commands, personIn(request), idIn(request), body);
    return redirect(paths.organisationPeople(idIn(request)), { kind: 'success', text: t('people.invited', { email }) });
  } catch (error) {
    if (!isDomainError(error, 'invalid')) throw error;
    const typed = { email: textOf(body, 'email'), role: textOf(body, 'role'), language: textOf(body, 'language') };
    return invalidForm('people/people', { ...(await peoplePage(request, deps, typed)), ...errorTexts(error.fields, request) });
  }
}

/** A refusal that belongs on the page of people, such as the last admin's, is said there. */
async function onPeoplePage(request: PageRequest, act: () => Promise<Reply>): Promise<Reply> {
  try {
    return await act();
  } catch (error) {
    if (!isDomainError(error, 'conflict')) throw error;
    return redirect(paths.organisationPeople(idIn(request)), { kind: 'error', text: request.t(error.key, error.data) });
  }
}

const memberIn = (request: PageRequest) => ({ organisationId: idIn(request), personId: request.params['person'] ?? '' });

/** The people of an organisation: who they are, invitations, roles, leaving. */
export function peopleRoutes(deps: PeopleRoutesDeps): Route[] {
  const { commands } = deps;
  const people = (request: PageRequest, text: string): Reply => redirect(paths.organisationPeople(idIn(request)), { kind: 'success', text });
  return [
    get(paths.organisationPeople(':id'), signedIn, async (request) =>
      page('people/people', await peoplePage(request, deps, { email: '', role: 'editor', language: request.lang }))),
    post(paths.organisationInvitations(':id'), signedIn, (request) => sendInvitation(request, deps)),
    post(paths.invitationWithdrawal(':id', ':invitation'), signedIn, async (request) => {
      await withdrawInvite(commands, personIn(request), idIn(request), request.params['invitation'] ?? '');
      return people(request, request.t('people.invitation-withdrawn'));
    }),
    post(paths.memberRole(':id', ':person'), signedIn, (request) => onPeoplePage(request, async () => {
      const { name, role } = await changeRole(commands, personIn(request), memberIn(request), request.body);
      return people(request, request.t('people.role-changed', { person: name, role: request.t(`role.${role}`) }));
    })),
    post(paths.memberRemoval(':id', ':person'), signedIn, (request) => onPeoplePage(request, async () => {
      const { name } = await removeColleague(commands, personIn(request), memberIn(request));
      return people(request, request.t('people.removed', { person: name }));
    })),
    post(paths.memberLeaving(':id'), signedIn, (request) => onPeoplePage(request, async () => {
      const { organisation } = await leave(commands, personIn(request), idIn(request));
      return redirect(paths.account(), { kind: 'success', text: request.t('people.left', { organisation }) });
    })),
  ];
}
