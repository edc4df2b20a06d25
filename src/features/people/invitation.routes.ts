import { isDomainError, type FieldErrors } from '../../kernel/errors.ts';
import { paths, withQuery } from '../../paths.ts';
import { errorTexts } from '../../templates/error-texts.ts';
import { linkHolder } from '../../web/policies.ts';
import { get, invalidForm, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { passwordHint, textOf, type AccountTools } from '../accounts/index.ts';
import { joinAnew, joinAs, readInvitation, type OpenInvitation } from './accept-invitation.command.ts';
import type { PeopleDeps } from './people-deps.ts';

export interface InvitationRoutesDeps {
  commands: PeopleDeps;
  devices: AccountTools['devices'];
}

const tokenIn = ({ params }: PageRequest): string => params['token'] ?? '';

/** Which of the four pages the holder of the link sees. */
function stepFor({ actor }: PageRequest, invitation: OpenInvitation): 'new' | 'join' | 'sign-in' | 'other' {
  if (!invitation.known) return actor.kind === 'person' ? 'other' : 'new';
  if (actor.kind !== 'person') return 'sign-in';
  return actor.email === invitation.email ? 'join' : 'other';
}

function invitationPage(request: PageRequest, invitation: OpenInvitation, errors: FieldErrors) {
  const { t, body, lang } = request;
  const here = paths.invitation(tokenIn(request));
  const step = stepFor(request, invitation);
  return {
    title: t('people.invitation-title', { organisation: invitation.organisationName }),
    lead: t('people.invitation-lead', {
      inviter: invitation.inviterName ?? '',
      organisation: invitation.organisationName,
      role: t(`role.${invitation.role}`),
      known: invitation.inviterName ? 'yes' : 'no',
    }),
    isNew: step === 'new',
    isJoin: step === 'join',
    isSignIn: step === 'sign-in',
    isOther: step === 'other',
    action: here,
    email: invitation.email,
    signInHref: withQuery(paths.signIn(), { next: here }),
    signOutAction: paths.signOut(),
    typed: { name: textOf(body, 'name'), language: textOf(body, 'language') || invitation.language || lang },
    languages: [
      { value: 'pl', label: 'Polski' },
      { value: 'en', label: 'English' },
    ],
    hint: passwordHint(t, false),
    ...errorTexts(errors, { t, lang }),
  };
}

async function accept(request: PageRequest, { commands, devices }: InvitationRoutesDeps): Promise<Reply> {
  const { actor, t, body, deviceTokens } = request;
  const token = tokenIn(request);
  if (actor.kind === 'person') {
    const { organisationId, organisationName } = await joinAs(commands, actor, token);
    return {
      kind: 'act-for',
      organisationId,
      to: paths.dashboard(),
      flash: { kind: 'success', text: t('people.joined', { organisation: organisationName }) },
    };
  }
  const invitation = await readInvitation(commands, token);
  if (invitation.known) return redirect(withQuery(paths.signIn(), { next: paths.invitation(token) }));
  try {
    const { personId, organisation } = await joinAnew(commands, token, body);
    const reply = redirect(paths.signIn(), { kind: 'success', text: t('people.joined-anew', { organisation }) });
    return { kind: 'know-device', deviceTokens: devices.add(deviceTokens, personId), reply };
  } catch (error) {
    if (!isDomainError(error, 'invalid')) throw error;
    return invalidForm('people/invitation', invitationPage(request, invitation, error.fields));
  }
}

/** The page behind the link of an invitation. */
export function invitationRoutes(deps: InvitationRoutesDeps): Route[] {
  return [
    get(paths.invitation(':token'), linkHolder, async (request) =>
      page('people/invitation', invitationPage(request, await readInvitation(deps.commands, tokenIn(request)), {})),
    ),
    post(paths.invitation(':token'), linkHolder, (request) => accept(request, deps)),
  ];
}
