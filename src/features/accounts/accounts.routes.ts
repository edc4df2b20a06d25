import { isId } from '../../kernel/ids.ts';
import { DomainError } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { anyone, signedIn } from '../../web/policies.ts';
import { get, invalidForm, one, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import type { AccountQueries } from './accounts.queries.ts';
import { safeNext, signInForm, type SignInForm } from './sign-in.form.ts';

export interface AccountRoutesDeps {
  accounts: AccountQueries;
  /** Sign-ins printed on the demo's sign-in page; empty outside the demo. */
  demoSignIns: readonly { email: string; password: string; label: string }[];
}

function signInPage(request: PageRequest, form: SignInForm, deps: AccountRoutesDeps) {
  const { t } = request;
  const errors = Object.fromEntries(Object.entries(form.errors).map(([name, e]) => [name, t(e.key, e.data)]));
  return {
    title: t('sign-in.title'),
    action: paths.signIn(),
    email: form.email,
    next: form.next,
    errors,
    errorList: Object.entries(errors).map(([name, text]) => ({ href: `#${name}`, text })),
    demo: deps.demoSignIns.map((account) => ({ ...account, label: t(account.label) })),
  };
}

function signIn(request: PageRequest, deps: AccountRoutesDeps): Reply {
  const form = signInForm(request.body);
  const show = (shown: SignInForm) => invalidForm('accounts/sign-in', signInPage(request, shown, deps));
  if (Object.keys(form.errors).length > 0) return show(form);
  const failure = show({ ...form, errors: { email: { key: 'sign-in.wrong' } } });
  return { kind: 'authenticate', to: safeNext(form.next), failure };
}

async function actFor(request: PageRequest, deps: AccountRoutesDeps): Promise<Reply> {
  const { actor, body } = request;
  const wanted = body['organisation'];
  if (actor.kind !== 'person' || !isId(wanted)) throw new DomainError('not-found', 'errors.not-found');
  const own = await deps.accounts.organisations(actor.personId);
  if (!own.some(({ id }) => id === wanted)) throw new DomainError('not-found', 'errors.not-found');
  return { kind: 'act-for', organisationId: wanted, to: paths.dashboard() };
}

export function accountRoutes(deps: AccountRoutesDeps): Route[] {
  return [
    get(paths.signIn(), anyone, (request) => {
      if (request.actor.kind === 'person') return redirect(safeNext(one(request.query['next']) ?? ''));
      const form = { email: '', next: one(request.query['next']) ?? '', errors: {} };
      return page('accounts/sign-in', signInPage(request, form, deps));
    }),
    post(paths.signIn(), anyone, (request) => signIn(request, deps)),
    post(paths.signOut(), anyone, () => ({ kind: 'sign-out', to: paths.board() })),
    post(paths.actingFor(), signedIn, (request) => actFor(request, deps)),
  ];
}
