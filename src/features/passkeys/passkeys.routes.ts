import type { Clock } from '../../kernel/clock.ts';
import { isDomainError, type FieldErrors } from '../../kernel/errors.ts';
import { paths, withQuery } from '../../paths.ts';
import { errorTexts } from '../../templates/error-texts.ts';
import { anyone, signedIn } from '../../web/policies.ts';
import { get, invalidForm, json, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { personIn, safeNext, textOf, verbatim } from '../accounts/index.ts';
import { beginPasskey, finishPasskey, nameOwnPasskey, removeOwnPasskey, type PasskeyDeps } from './own-passkeys.command.ts';
import { passkeyRows } from './passkeys.queries.ts';
import { signInByPasskey, type PasskeySignInDeps } from './passkey-sign-in.command.ts';
import { passkeysView, type Failed } from './passkeys.view.ts';
import { signInOptions } from './webauthn.ts';

export interface PasskeyRoutesDeps extends PasskeyDeps, PasskeySignInDeps {
  clock: Clock;
}

const ANSWER_WITHIN = 5 * 60_000;

/** What a challenge was given out for. Anybody gets one to sign in; one for a new key has taken the password, so neither is good for the other. */
type Purpose = 'newKeyChallenge' | 'signInChallenge';

/** The challenge that was given out to this session for this purpose a short while ago. */
function challengeIn({ carried }: PageRequest, purpose: Purpose, clock: Clock): string | null {
  const challenge = carried[purpose];
  return challenge !== undefined && clock.now().getTime() - Number(carried[`${purpose}At`]) < ANSWER_WITHIN ? challenge : null;
}

const giveOut = (clock: Clock, purpose: Purpose, options: { challenge: string }): Reply =>
  ({ kind: 'carry', values: { [purpose]: options.challenge, [`${purpose}At`]: String(clock.now().getTime()) }, reply: json(options) });

/** A challenge is good for one answer. */
const takenBack = (purpose: Purpose, reply: Reply): Reply => ({ kind: 'carry', values: { [purpose]: null, [`${purpose}At`]: null }, reply });

async function own(request: PageRequest, deps: PasskeyRoutesDeps, failed: Failed | null) {
  return passkeysView(request.t, await deps.uow.run(({ manager }) => passkeyRows(manager, personIn(request).personId)), failed);
}

const failedAt = (request: PageRequest, form: string, faults: FieldErrors): Failed =>
  ({ form, name: textOf(request.body, 'name'), ...errorTexts(faults, request) });

async function tried(request: PageRequest, deps: PasskeyRoutesDeps, form: string, act: () => Promise<Reply>): Promise<Reply> {
  try {
    return await act();
  } catch (error) {
    if (!isDomainError(error, 'invalid')) throw error;
    return invalidForm('passkeys/passkeys', await own(request, deps, failedAt(request, form, error.fields)));
  }
}

/** Asked by the script of the page: options, or what is wrong, by field. */
async function newOptions(request: PageRequest, deps: PasskeyRoutesDeps): Promise<Reply> {
  const { body } = request;
  try {
    const options = await beginPasskey(deps, personIn(request), { name: textOf(body, 'name'), current: verbatim(body, 'current') });
    return giveOut(deps.clock, 'newKeyChallenge', options);
  } catch (error) {
    if (!isDomainError(error, 'invalid')) throw error;
    return json({ errors: errorTexts(error.fields, request).errors }, 422);
  }
}

async function add(request: PageRequest, deps: PasskeyRoutesDeps): Promise<Reply> {
  const { body, t } = request;
  const input = { name: textOf(body, 'name'), response: verbatim(body, 'response'), challenge: challengeIn(request, 'newKeyChallenge', deps.clock) };
  return takenBack('newKeyChallenge', await tried(request, deps, 'new', async () => {
    await finishPasskey(deps, personIn(request), input);
    return redirect(paths.accountPasskeys(), { kind: 'success', text: t('passkey.added') });
  }));
}

async function signIn(request: PageRequest, deps: PasskeyRoutesDeps): Promise<Reply> {
  const { body, t, ip, browser, deviceTokens } = request;
  const next = textOf(body, 'next');
  const challenge = challengeIn(request, 'signInChallenge', deps.clock);
  const attempt = { challenge, response: verbatim(body, 'response'), ip, browser, deviceTokens };
  const done = await signInByPasskey(deps, attempt);
  if (done) return { kind: 'sign-in', signedIn: done, to: safeNext(next) };
  const back = redirect(withQuery(paths.signIn(), { next: next ? safeNext(next) : '' }), { kind: 'error', text: t('passkey.failed') });
  return takenBack('signInChallenge', back);
}

/** Passkeys (WebAuthn): signing in by one; adding, naming and removing one's own. */
export function passkeyRoutes(deps: PasskeyRoutesDeps): Route[] {
  const idIn = ({ params }: PageRequest): string => params['id'] ?? '';
  return [
    get(paths.accountPasskeys(), signedIn, async (request) => page('passkeys/passkeys', await own(request, deps, null))),
    post(paths.accountPasskeyOptions(), signedIn, (request) => newOptions(request, deps)),
    post(paths.accountPasskeys(), signedIn, (request) => add(request, deps)),
    post(paths.accountPasskeyName(':id'), signedIn, (request) => tried(request, deps, idIn(request), async () => {
      await nameOwnPasskey(deps, personIn(request), idIn(request), textOf(request.body, 'name'));
      return redirect(paths.accountPasskeys(), { kind: 'success', text: request.t('passkey.named') });
    })),
    post(paths.accountPasskeyRemoval(':id'), signedIn, (request) => tried(request, deps, idIn(request), async () => {
      await removeOwnPasskey(deps, personIn(request), idIn(request), verbatim(request.body, 'current'));
      return redirect(paths.accountPasskeys(), { kind: 'success', text: request.t('passkey.removed') });
    })),
    post(paths.signInPasskeyOptions(), anyone, async () => giveOut(deps.clock, 'signInChallenge', await signInOptions(deps.site))),
    post(paths.signInPasskey(), anyone, (request) => signIn(request, deps)),
  ];
}
