import { DomainError, isDomainError, type FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { errorTexts } from '../../templates/error-texts.ts';
import { signedIn } from '../../web/policies.ts';
import { get, invalidForm, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { changePassword } from './change-password.command.ts';
import type { CodeDeps } from './codes.command.ts';
import { textOf, verbatim } from './fields.ts';
import { changeProfile, endOtherSessions, endOwnSession } from './own-account.command.ts';
import type { OwnAccount, OwnAccountQueries } from './own-account.queries.ts';
import { accountView, signInsView } from './own-account.view.ts';
import { passwordHint } from './password.view.ts';
import { personIn } from './reader.ts';

export interface OwnAccountRoutesDeps {
  own: OwnAccountQueries;
  codes: CodeDeps;
}

async function accountOf(request: PageRequest, { own }: OwnAccountRoutesDeps): Promise<OwnAccount> {
  const account = await own.account(personIn(request).personId);
  if (!account) throw new DomainError('not-found', 'errors.not-found');
  return account;
}

async function saveProfile(request: PageRequest, deps: OwnAccountRoutesDeps): Promise<Reply> {
  const { t, body } = request;
  try {
    await changeProfile(deps.codes, personIn(request), body);
    return redirect(paths.account(), { kind: 'success', text: t('account.saved') });
  } catch (error) {
    if (!isDomainError(error, 'invalid')) throw error;
    const typed = { name: textOf(body, 'name'), language: textOf(body, 'language') };
    return invalidForm('accounts/account', { ...accountView(t, await accountOf(request, deps), typed), ...errorTexts(error.fields, request) });
  }
}

async function passwordPage(request: PageRequest, deps: OwnAccountRoutesDeps, errors: FieldErrors) {
  const account = await accountOf(request, deps);
  return {
    title: request.t('password.change-title'), action: paths.accountPassword(), back: paths.account(), forgotten: paths.forgottenPassword(),
    email: account.email, hasPassword: account.hasPassword, hint: passwordHint(request.t, account.codes), ...errorTexts(errors, request),
  };
}

async function savePassword(request: PageRequest, deps: OwnAccountRoutesDeps): Promise<Reply> {
  const { body, t, signInId } = request;
  try {
    await changePassword(deps.codes, personIn(request), { current: verbatim(body, 'current'), password: verbatim(body, 'password'), signInId });
    return { kind: 'renew', to: paths.account(), flash: { kind: 'success', text: t('password.changed') } };
  } catch (error) {
    if (!isDomainError(error, 'invalid')) throw error;
    return invalidForm('accounts/password', await passwordPage(request, deps, error.fields));
  }
}

async function showSignIns(request: PageRequest, { own }: OwnAccountRoutesDeps): Promise<Reply> {
  const { personId } = personIn(request);
  const [sessions, log] = await Promise.all([own.sessions(personId), own.log(personId)]);
  return page('accounts/sign-ins', signInsView(request, sessions, log));
}

async function endOne(request: PageRequest, deps: OwnAccountRoutesDeps): Promise<Reply> {
  await endOwnSession(deps.codes, personIn(request), request.params['id'] ?? '');
  return redirect(paths.accountSignIns(), { kind: 'success', text: request.t('account.session-ended') });
}

async function endOthers(request: PageRequest, deps: OwnAccountRoutesDeps): Promise<Reply> {
  const count = await endOtherSessions(deps.codes, personIn(request), request.signInId);
  return redirect(paths.accountSignIns(), { kind: 'success', text: request.t('account.sessions-ended', { count }) });
}

/** A person's own account: name and language, password, sessions and the sign-in log. */
export function ownAccountRoutes(deps: OwnAccountRoutesDeps): Route[] {
  return [
    get(paths.account(), signedIn, async (request) => {
      const account = await accountOf(request, deps);
      return page('accounts/account', accountView(request.t, account, account));
    }),
    post(paths.account(), signedIn, (request) => saveProfile(request, deps)),
    get(paths.accountPassword(), signedIn, async (request) => page('accounts/password', await passwordPage(request, deps, {}))),
    post(paths.accountPassword(), signedIn, (request) => savePassword(request, deps)),
    get(paths.accountSignIns(), signedIn, (request) => showSignIns(request, deps)),
    post(paths.accountSignInEndings(), signedIn, (request) => endOthers(request, deps)),
    post(paths.accountSignInEnding(':id'), signedIn, (request) => endOne(request, deps)),
  ];
}
