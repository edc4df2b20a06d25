import type { Clock } from '../../kernel/clock.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { paths } from '../../paths.ts';
import { errorTexts } from '../../templates/error-texts.ts';
import type { Analyser } from '../../text/types.ts';
import { anyone, linkHolder } from '../../web/policies.ts';
import { get, invalidForm, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { enter, newPasswordForm, type SignInDeps } from '../accounts/index.ts';
import { findTowns, type Town } from '../organisations/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import type { ApplicationQueries } from './applications.queries.ts';
import { applyToJoin, type ApplyDeps } from './apply.command.ts';
import { understandLine } from './capabilities.ts';
import { confirmApplication, readApplication, type ConfirmDeps } from './confirm-application.command.ts';
import { joinForm, type JoinForm } from './join.form.ts';
import { checkView, joinView } from './join.view.ts';
import { organisationFacts } from './organisation-facts.view.ts';
import type { OrganisationContext } from './organisation-fields.ts';
import type { Stamps } from './stamp.ts';

export interface JoinRoutesDeps extends ApplyDeps, ConfirmDeps {
  applications: ApplicationQueries;
  vocabulary: Vocabulary;
  analyser: Analyser;
  towns: readonly Town[];
  clock: Clock;
  stamps: Stamps;
  signIn: Pick<SignInDeps, 'uow' | 'accounts' | 'devices'>;
}

/** Faster than anybody types a name and an address. */
const QUICKEST = 4_000;

export function contextOf(deps: Pick<JoinRoutesDeps, 'analyser' | 'vocabulary' | 'towns'>, request: PageRequest): OrganisationContext {
  return {
    language: request.lang,
    findTown: (name) => findTowns(deps.towns, name, 1)[0] ?? null,
    isConcept: (id) => deps.vocabulary.has(id),
    understand: understandLine(deps.analyser, deps.vocabulary),
  };
}

async function formData(deps: JoinRoutesDeps, request: PageRequest, form: Pick<JoinForm, 'typed' | 'submissionKey' | 'stamp'>, errors: FieldErrors) {
  const { t, lang } = request;
  const stamp = deps.stamps.age(form.stamp, deps.clock.now()) === null ? deps.stamps.issue(deps.clock.now()) : form.stamp;
  return joinView({
    t, lang, typed: form.typed, errors, vocabulary: deps.vocabulary, members: await deps.applications.members(),
    submissionKey: form.submissionKey ?? newId(), stamp,
  });
}

const showForm = async (deps: JoinRoutesDeps, request: PageRequest): Promise<Reply> =>
  page('joining/join', await formData(deps, request, { typed: {}, submissionKey: null, stamp: '' }, {}));

async function check(deps: JoinRoutesDeps, request: PageRequest): Promise<Reply> {
  const form = joinForm(request.body, contextOf(deps, request));
  if (form.typed['intent'] === 'back') return page('joining/join', await formData(deps, request, form, {}));
  if ('errors' in form.result) return invalidForm('joining/join', await formData(deps, request, form, form.result.errors));
  const { t, lang } = request;
  return page('joining/check', checkView({ t, lang, typed: form.typed, ...form.result, understood: form.understood, vocabulary: deps.vocabulary }));
}

/** Programs fill in what people do not see, or are too quick; they get the page that people get, and nothing happens. */
function isProgram(deps: JoinRoutesDeps, form: JoinForm): boolean {
  const age = deps.stamps.age(form.stamp, deps.clock.now());
  return form.trapped || age === null || age < QUICKEST;
}

async function send(deps: JoinRoutesDeps, request: PageRequest): Promise<Reply> {
  const form = joinForm(request.body, contextOf(deps, request));
  if ('errors' in form.result) return invalidForm('joining/join', await formData(deps, request, form, form.result.errors));
  const { content, person } = form.result;
  if (isProgram(deps, form)) {
    // A person whose browser filled in the form may be quick too: asked once more, not turned away.
    if (!form.trapped) return invalidForm('joining/join', await formData(deps, request, form, { name: { key: 'join.too-quick' } }));
  } else {
    await applyToJoin(deps, { content, person, language: request.lang, submissionKey: form.submissionKey ?? newId(), ip: request.ip });
  }
  return page('joining/sent', { title: request.t('join.sent.title'), email: person.email });
}

async function confirmData(deps: JoinRoutesDeps, request: PageRequest, errors: FieldErrors) {
  const token = request.params['token'] ?? '';
  const { application, known } = await readApplication(deps, token);
  const { t, lang } = request;
  return {
    application, known,
    shown: {
      title: t('join.confirm.title'), ...errorTexts(errors, { t, lang }), heading: application.content.name, known, email: application.email,
      facts: organisationFacts(application.content, { t, lang }), action: paths.application(token),
    },
  };
}

async function confirm(deps: JoinRoutesDeps, request: PageRequest): Promise<Reply> {
  const { application, known: asked } = await confirmData(deps, request, {});
  const { password, errors } = newPasswordForm(request.body, { secondStep: false, known: [application.email, application.personName] });
  if (!asked && Object.keys(errors).length > 0) return invalidForm('joining/confirm', (await confirmData(deps, request, errors)).shown, 'plain');
  // Whether the person is known may have changed since the page was read; what the transaction found decides.
  const { personId, known } = await confirmApplication(deps, request.params['token'] ?? '', asked ? null : password);
  const flash = { kind: 'success', text: request.t(known ? 'join.confirmed-known' : 'join.confirmed') } as const;
  if (known || request.actor.kind === 'person') return redirect(request.actor.kind === 'person' ? paths.dashboard() : paths.signIn(), flash);
  // Whoever has just set the password need not type it again; a known account signs in with all its steps.
  const { browser, deviceTokens } = request;
  const signedIn = await enter(deps.signIn, { personId, how: 'password', browser, deviceTokens });
  return { kind: 'sign-in', signedIn, to: paths.dashboard(), flash };
}

export function joinRoutes(deps: JoinRoutesDeps): Route[] {
  return [
    get(paths.join(), anyone, (request) => showForm(deps, request)),
    post(paths.joinCheck(), anyone, (request) => check(deps, request)),
    post(paths.join(), anyone, (request) => send(deps, request)),
    get(paths.application(':token'), linkHolder, async (request) =>
      page('joining/confirm', (await confirmData(deps, request, {})).shown, { layout: 'plain' })),
    post(paths.application(':token'), linkHolder, (request) => confirm(deps, request)),
  ];
}
