import type { Clock } from '../../kernel/clock.ts';
import { DomainError, type FieldErrors } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { paths } from '../../paths.ts';
import { errorTexts } from '../../templates/error-texts.ts';
import { anyone, signedIn } from '../../web/policies.ts';
import { get, invalidForm, one, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import type { AccountQueries } from './accounts.queries.ts';
import { checkCode, type CodeDeps } from './codes.command.ts';
import { textOf } from './fields.ts';
import { signOff } from './own-account.command.ts';
import { personIn } from './reader.ts';
import { enter, noteRefusal, type SignInDeps } from './sign-in.command.ts';
import { safeNext, signInForm, type SignInForm } from './sign-in.form.ts';

export interface SignInRoutesDeps {
  accounts: AccountQueries;
  signIn: SignInDeps;
  codes: CodeDeps;
  clock: Clock;
  /** Sign-ins printed on the demo's sign-in page; empty outside the demo. */
  demoSignIns: readonly { email: string; password: string; label: string }[];
  /** The name of the organisation's own sign-in (OIDC), when one is set up. */
  providerName: string | null;
}

const SECOND_STEP_WITHIN = 10 * 60_000;

function signInPage({ t, lang }: PageRequest, form: SignInForm, deps: SignInRoutesDeps) {
  return {
    title: t('sign-in.title'),
    action: paths.signIn(),
    forgotten: paths.forgottenPassword(),
    passkey: { action: paths.signInPasskey(), options: paths.signInPasskeyOptions() },
    provider: deps.providerName === null ? null : { action: paths.signInProvider(), label: t('sign-in.provider', { provider: deps.providerName }) },
    email: form.email,
    next: form.next,
    ...errorTexts(form.errors, { t, lang }),
    demoSignIns: deps.demoSignIns.map((account) => ({ ...account, label: t(account.label) })),
  };
}

function signIn(request: PageRequest, deps: SignInRoutesDeps): Reply {
  const form = signInForm(request.body);
  const show = (errors: FieldErrors) => invalidForm('accounts/sign-in', signInPage(request, { ...form, errors }, deps));
  if (Object.keys(form.errors).length > 0) return show(form.errors);
  const to = safeNext(form.next);
  return {
    kind: 'authenticate',
    next(outcome) {
      if (outcome.kind === 'in') return { kind: 'sign-in', signedIn: outcome.signedIn, to };
      if (outcome.kind === 'wrong') return show({ email: { key: 'sign-in.wrong' } });
      const values = { halfway: outcome.personId, halfwayAt: String(deps.clock.now().getTime()), halfwayTo: to };
      return { kind: 'carry', values, reply: redirect(paths.signInCode()) };
    },
  };
}

/** Whose password was right a short while ago; null sends back to the first step. */
function halfway({ carried }: PageRequest, clock: Clock): { personId: string; to: string } | null {
  const { halfway: personId, halfwayAt, halfwayTo = '' } = carried;
  if (personId === undefined || clock.now().getTime() - Number(halfwayAt) > SECOND_STEP_WITHIN) return null;
  return { personId, to: safeNext(halfwayTo) };
}

const codePage = ({ t, lang }: PageRequest, errors: FieldErrors) => ({
  title: t('sign-in.code-title'), action: paths.signInCode(), back: paths.signIn(), ...errorTexts(errors, { t, lang }),
});

async function secondStep(request: PageRequest, deps: SignInRoutesDeps): Promise<Reply> {
  const who = halfway(request, deps.clock);
  if (!who) return redirect(paths.signIn(), { kind: 'error', text: request.t('sign-in.code-late') });
  const typed = textOf(request.body, 'code');
  const wrong = (key: string) => invalidForm('accounts/code', codePage(request, { code: { key } }));
  if (!typed) return wrong('code.missing');
  const { browser, deviceTokens } = request;
  const how = await checkCode(deps.codes, who.personId, typed);
  if (!how) {
    await noteRefusal(deps.signIn, who.personId, 'code', browser);
    return wrong('code.wrong');
  }
  return { kind: 'sign-in', signedIn: await enter(deps.signIn, { personId: who.personId, how, browser, deviceTokens }), to: who.to };
}

async function signOut(request: PageRequest, deps: SignInRoutesDeps): Promise<Reply> {
  const { actor, signInId } = request;
  if (actor.kind === 'person' && signInId !== null) await signOff(deps.signIn, actor.personId, signInId);
  return { kind: 'sign-out', to: paths.board() };
}

async function actFor(request: PageRequest, deps: SignInRoutesDeps): Promise<Reply> {
  const wanted = request.body['organisation'];
  const own = isId(wanted) ? await deps.accounts.organisations(personIn(request).personId) : [];
  const chosen = own.find(({ id }) => id === wanted);
  if (!chosen) throw new DomainError('not-found', 'errors.not-found');
  return { kind: 'act-for', organisationId: chosen.id, to: paths.dashboard() };
}

/** Signing in with a password and, where there is a code generator, a code; signing out; acting for another organisation. */
export function signInRoutes(deps: SignInRoutesDeps): Route[] {
  return [
    get(paths.signIn(), anyone, (request) => {
      const next = one(request.query['next']) ?? '';
      if (request.actor.kind === 'person') return redirect(safeNext(next));
      return page('accounts/sign-in', signInPage(request, { email: '', next, errors: {} }, deps));
    }),
    post(paths.signIn(), anyone, (request) => signIn(request, deps)),
    get(paths.signInCode(), anyone, (request) => {
      if (request.actor.kind === 'person') return redirect(paths.dashboard());
      return halfway(request, deps.clock) ? page('accounts/code', codePage(request, {})) : redirect(paths.signIn());
    }),
    post(paths.signInCode(), anyone, (request) => secondStep(request, deps)),
    post(paths.signOut(), anyone, (request) => signOut(request, deps)),
    post(paths.actingFor(), signedIn, (request) => actFor(request, deps)),
  ];
}
