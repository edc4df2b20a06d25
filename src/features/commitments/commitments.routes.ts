import { today } from '../../kernel/dates.ts';
import { organisationOf } from '../../kernel/actor.ts';
import { DomainError, isDomainError, type FieldErrors } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { paths } from '../../paths.ts';
import { actsForOrganisation } from '../../web/policies.ts';
import { get, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { accept } from './accept.command.ts';
import { acceptForm, arrivalForm, counterForm, parcelForm, pressForm, reasonForm, type SmallForm } from './commitment.form.ts';
import { receivedOf, sentOf, unconfirmed, type Commitment, type State } from './commitment.ts';
import type { CommitmentRoutesDeps } from './commitment-routes-deps.ts';
import { toldOf } from './commitment.policy.ts';
import { formId, type FailedForm } from './commitment-forms.view.ts';
import type { Stored } from './commitment-records.queries.ts';
import { commitmentView } from './commitment.view.ts';
import type { CommitmentPage } from './commitments.queries.ts';
import { complete } from './complete.command.ts';
import { counter } from './counter.command.ts';
import { decline } from './decline.command.ts';
import { fail } from './fail.command.ts';
import { faultText, fieldTexts } from './form-field.view.ts';
import { noteContactViews } from './note-contact-views.command.ts';
import { proposalRoutes } from './proposals.routes.ts';
import { confirmReceipt, correctReceipt } from './receive.command.ts';
import { send } from './send.command.ts';
import { startProduction } from './start-production.command.ts';
import type { Action } from './transitions.ts';
import { withdraw } from './withdraw.command.ts';
import { missingText, said, wordOf } from './wording.ts';

const readerOf = ({ t, lang }: PageRequest) => ({ t, lang });
const idOf = (request: PageRequest): string => request.params['id'] ?? '';

/* What went wrong with a press: faults of fields stand at them, anything else above the page; what was typed stays. */
interface Trouble {
  failed: FailedForm | null;
  problem: string | null;
  status: number;
}

async function show(deps: CommitmentRoutesDeps, request: PageRequest, trouble?: Trouble): Promise<Reply> {
  const found = await deps.commitments.page(request.actor, idOf(request));
  await noteContactViews(deps.commands, request.actor, found, 'page');
  const own = organisationOf(request.actor);
  const [history, views] = await Promise.all([
    deps.activity.ofCommitment(found.commitment.id), own ? deps.evidence.viewsOfCommitment(found.commitment.id, own) : [],
  ]);
  const input = {
    reader: readerOf(request), actor: request.actor, page: found, today: today(deps.clock.now()), submissionKey: newId(),
    failed: trouble?.failed ?? null,
  };
  return page('commitments/show', commitmentView(input, { history, views }, trouble?.problem ?? null), { status: trouble?.status ?? 200 });
}

/** The commitment, the version of it that the person saw, and for whom the office acts. */
interface Target {
  id: string;
  seen: number | null;
  onBehalfOf: SmallForm<unknown>['onBehalfOf'];
}

interface Step<T> {
  action: Action;
  form(body: Record<string, unknown>, found: CommitmentPage): SmallForm<T>;
  act(request: PageRequest, target: Target, value: T, form: SmallForm<T>): Promise<Stored>;
}

/* Invalid: the same form again. Conflict: the page as it is now, with what stopped it, and the form if it is still there. */
function troubleOf(request: PageRequest, action: Action, form: SmallForm<unknown>, error: DomainError): Trouble {
  const fields: FieldErrors = error.fields;
  const behalf = form.onBehalfOf === null ? 'itself' : (form.onBehalfOf ?? '');
  const failed = { id: formId(action, behalf, request.params['delivery']), typed: form.typed, errors: fieldTexts(readerOf(request), fields) };
  if (error.code === 'invalid' && Object.keys(fields).length > 0) return { failed, problem: null, status: 422 };
  return { failed, problem: faultText(readerOf(request), error), status: error.code === 'invalid' ? 422 : 409 };
}

/* Everything agreed was sent, all of it is counted, and it is less: what now is for the owner to say. */
const isShort = (c: Commitment): boolean => unconfirmed(c).length === 0 && sentOf(c) >= c.quantity && receivedOf(c) < c.quantity;

/* What was done, as it is told to who did it. */
function doneBy(action: Action, before: State, after: Commitment): string {
  if (action === 'accept' && after.state === 'proposed') return 'agree';
  return action === 'confirm-receipt' && isShort(after) ? 'confirm-receipt-short' : wordOf(action, before);
}

/** The answer to one small form: the page again with a flash, or with what is wrong. */
function step<T>(deps: CommitmentRoutesDeps, { action, form: read, act }: Step<T>) {
  return async (request: PageRequest): Promise<Reply> => {
    const found = await deps.commitments.page(request.actor, idOf(request));
    const form = read(request.body, found);
    const { seen, onBehalfOf, result } = form;
    try {
      if ('errors' in result) throw new DomainError('invalid', 'form.invalid', {}, result.errors);
      const stored = await act(request, { id: found.commitment.id, seen, onBehalfOf }, result.value, form);
      const reader = readerOf(request);
      const done = `commitment.done.${doneBy(action, found.commitment.state, stored.commitment)}`;
      const text = said(reader, done, { organisation: toldOf(request.actor, found), ...missingText(reader, stored.commitment) });
      return redirect(paths.commitment(found.commitment.id), { kind: 'success', text });
    } catch (error) {
      if (!isDomainError(error) || !['invalid', 'conflict', 'expired'].includes(error.code)) throw error;
      return show(deps, request, troubleOf(request, action, form, error));
    }
  };
}

const unitOf = ({ commitment }: CommitmentPage) => commitment.unit;
const deliveryOf = (request: PageRequest): string => request.params['delivery'] ?? '';

/** One page per commitment, and a noun of its own for everything that is done to it. */
export function commitmentRoutes(deps: CommitmentRoutesDeps): Route[] {
  const { commands } = deps;
  const day = () => today(deps.clock.now());
  const route = <T>(path: string, spec: Step<T>): Route => post(path, actsForOrganisation, step(deps, spec));
  const id = ':id';
  return [
    ...proposalRoutes(deps),
    get(paths.commitment(id), actsForOrganisation, (request) => show(deps, request)),
    route(paths.acceptance(id), {
      action: 'accept', form: (body, found) => acceptForm(body, unitOf(found)),
      act: ({ actor }, target, value) => accept(commands, actor, { ...target, ...value }),
    }),
    route(paths.counterProposal(id), {
      action: 'counter', form: (body, found) => counterForm(body, unitOf(found), day()),
      act: ({ actor }, target, value) => counter(commands, actor, { ...target, ...value }),
    }),
    route(paths.refusal(id), {
      action: 'decline', form: reasonForm, act: ({ actor }, target, value) => decline(commands, actor, { ...target, ...value }),
    }),
    route(paths.commitmentWithdrawal(id), {
      action: 'withdraw', form: reasonForm, act: ({ actor }, target, value) => withdraw(commands, actor, { ...target, ...value }),
    }),
    route(paths.failure(id), { action: 'fail', form: reasonForm, act: ({ actor }, target, value) => fail(commands, actor, { ...target, ...value }) }),
    route(paths.production(id), { action: 'start', form: pressForm, act: ({ actor }, target) => startProduction(commands, actor, target) }),
    route(paths.completion(id), { action: 'complete', form: pressForm, act: ({ actor }, target) => complete(commands, actor, target) }),
    route(paths.deliveries(id), {
      action: 'send', form: (body, found) => parcelForm(body, unitOf(found), day()),
      act: ({ actor }, { seen: _, ...target }, parcel, { submissionKey }) => send(commands, actor, { ...target, parcel, submissionKey }),
    }),
    route(paths.receipt(id, ':delivery'), {
      action: 'confirm-receipt', form: (body, found) => arrivalForm(body, unitOf(found), day()),
      act: (request, { seen: _, ...target }, { arrival }) =>
        confirmReceipt(commands, request.actor, { ...target, arrival, deliveryId: deliveryOf(request) }),
    }),
    route(paths.receiptCorrection(id, ':delivery'), {
      action: 'correct-receipt', form: (body, found) => arrivalForm(body, unitOf(found), day()),
      act: (request, { seen: _, ...target }, { arrival, reason }) =>
        correctReceipt(commands, request.actor, { ...target, arrival, reason, deliveryId: deliveryOf(request) }),
    }),
  ];
}
