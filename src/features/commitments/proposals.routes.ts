import { isMember, isOffice, organisationOf } from '../../kernel/actor.ts';
import { DomainError, isDomainError, type FieldErrors } from '../../kernel/errors.ts';
import { isId, newId } from '../../kernel/ids.ts';
import { today } from '../../kernel/dates.ts';
import type { Quantity } from '../../kernel/quantity.ts';
import { paths } from '../../paths.ts';
import { actsForOrganisation } from '../../web/policies.ts';
import { get, invalidForm, one, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import type { Post } from '../posts/index.ts';
import { ask } from './ask.command.ts';
import type { CommitmentRoutesDeps } from './commitment-routes-deps.ts';
import { toldOf } from './commitment.policy.ts';
import { proposalForm, type ProposalForm, type ProposalInput } from './proposal.form.ts';
import { presetDay, presetOf, proposalFormView, type Way } from './proposal-form.view.ts';
import { propose } from './propose.command.ts';
import { faultText } from './form-field.view.ts';

/** The need, who is asked or supplies, and from which offer, as the address says. */
interface Frame {
  way: Way;
  need: Post;
  offer: Post | null;
  free: Quantity | null;
  supplier: { id: string; name: string } | null;
}

type Names = { id: string; name: string };

async function named(deps: CommitmentRoutesDeps, id: string | null): Promise<Names | null> {
  const found = id !== null && isId(id) ? await deps.organisations.find(id) : null;
  return found && { id: found.id, name: found.name };
}

async function offerOf(deps: CommitmentRoutesDeps, request: PageRequest, id: string | undefined): Promise<Post | null> {
  if (!id) return null;
  const offer = await deps.posts.get(request.actor, id);
  return offer.kind === 'offer' ? offer : null;
}

/* Anybody may propose for a need; only its owner and the office ask a firm. */
async function needOf(deps: CommitmentRoutesDeps, { actor, params }: PageRequest, way: Way): Promise<Post> {
  if (!isMember(actor)) throw new DomainError('not-allowed', 'commitment.not-approved');
  const need = await deps.posts.get(actor, params['id'] ?? '');
  const mayAsk = isOffice(actor) || need.organisationId === organisationOf(actor);
  if (need.kind !== 'need' || (way === 'ask' && !mayAsk)) throw new DomainError('not-found', 'errors.not-found');
  return need;
}

async function freeOf(deps: CommitmentRoutesDeps, offer: Post | null, need: Post): Promise<Quantity | null> {
  if (!offer) return null;
  const now = deps.clock.now();
  const figures = await deps.commitments.offerFigures([offer.id], now, presetDay(need, offer, now));
  return figures.get(offer.id)?.free ?? null;
}

type Chosen = { offer?: string; supplier?: string };

async function frameOf(deps: CommitmentRoutesDeps, request: PageRequest, way: Way, chosen: Chosen): Promise<Frame> {
  const need = await needOf(deps, request, way);
  const offer = await offerOf(deps, request, chosen.offer);
  const own = way === 'propose' ? organisationOf(request.actor) : null;
  const supplierId = offer?.organisationId ?? chosen.supplier ?? own;
  return { way, need, offer, free: await freeOf(deps, offer, need), supplier: await named(deps, supplierId) };
}

async function offersOf(deps: CommitmentRoutesDeps, request: PageRequest, { offer, supplier }: Frame): Promise<Post[]> {
  if (offer) return [offer];
  if (!supplier) return [];
  const rows = await deps.posts.ofOrganisation(request.actor, supplier.id);
  const ids = rows.filter(({ kind }) => kind === 'offer').map(({ id }) => id);
  return Promise.all(ids.slice(0, 50).map((id) => deps.posts.get(request.actor, id)));
}

async function viewOf(
  deps: CommitmentRoutesDeps, request: PageRequest, frame: Frame,
  shown: { typed: Readonly<Record<string, unknown>>; errors: FieldErrors; submissionKey: string | null; problem?: string },
) {
  const { need, supplier, way } = frame;
  const figures = (await deps.commitments.needFigures([need.id])).get(need.id);
  const owner = await named(deps, need.organisationId);
  if (!figures) throw new DomainError('not-found', 'errors.not-found');
  const names = supplier ? [] : (await deps.organisations.names()).filter(({ id }) => id !== need.organisationId);
  return proposalFormView({
    reader: { t: request.t, lang: request.lang }, way, need, figures, ownerName: owner?.name ?? '', supplier, suppliers: names,
    offers: await offersOf(deps, request, frame), isOffice: isOffice(request.actor) && organisationOf(request.actor) !== need.organisationId,
    typed: Object.keys(shown.typed).length > 0 ? shown.typed : presetOf(need, figures, frame.offer, frame.free, deps.clock.now()),
    errors: shown.errors, submissionKey: shown.submissionKey ?? newId(), problem: shown.problem ?? null,
  });
}

/* Nothing to fill in where no promise can be taken, or where one would promise to oneself. */
function elsewhere(request: PageRequest, { way, need, supplier }: Frame): Reply | null {
  if (need.state !== 'published') return redirect(paths.post(need.id), { kind: 'notice', text: request.t('commitment.need-ended') });
  if (way === 'propose' && supplier?.id === need.organisationId) return redirect(paths.newRequest(need.id));
  return null;
}

async function show(deps: CommitmentRoutesDeps, request: PageRequest, way: Way): Promise<Reply> {
  const [offer, supplier] = [one(request.query['offer']), one(request.query['supplier'])];
  const frame = await frameOf(deps, request, way, { ...(offer ? { offer } : {}), ...(supplier ? { supplier } : {}) });
  const shown = { typed: {}, errors: {}, submissionKey: null };
  return elsewhere(request, frame) ?? page('commitments/proposal', await viewOf(deps, request, frame, shown));
}

async function start(deps: CommitmentRoutesDeps, request: PageRequest, frame: Frame, form: ProposalForm, input: ProposalInput): Promise<Reply> {
  const wanted = { ...input, needId: frame.need.id, submissionKey: form.submissionKey, digest: form.digest };
  const { commitment } = frame.way === 'propose'
    ? await propose(deps.commands, request.actor, wanted) : await ask(deps.commands, request.actor, wanted);
  const [supplier, owner] = await Promise.all([named(deps, commitment.supplierId), named(deps, commitment.ownerId)]);
  const organisation = toldOf(request.actor, { commitment, supplierName: supplier?.name ?? '', ownerName: owner?.name ?? '' });
  const key = isOffice(request.actor) ? `${frame.way}-office` : frame.way;
  return redirect(paths.commitment(commitment.id), { kind: 'success', text: request.t(`commitment.done.${key}`, { organisation }) });
}

async function create(deps: CommitmentRoutesDeps, request: PageRequest, way: Way): Promise<Reply> {
  const need = await deps.posts.get(request.actor, request.params['id'] ?? '');
  const form = proposalForm(request.body, need.unit, today(deps.clock.now()), way === 'ask' ? 'demanded' : 'free');
  const supplier = form.typed['supplier'];
  const frame = await frameOf(deps, request, way, typeof supplier === 'string' && supplier ? { supplier } : {});
  const again = async (errors: FieldErrors) =>
    invalidForm('commitments/proposal', await viewOf(deps, request, frame, { ...form, errors }));
  if ('errors' in form.result) return again(form.result.errors);
  try {
    return await start(deps, request, frame, form, form.result.input);
  } catch (error) {
    if (isDomainError(error, 'invalid')) return again(Object.keys(error.fields).length > 0 ? error.fields : { quantity: error });
    if (!isDomainError(error, 'conflict')) throw error;
    // Nothing typed is lost; under a new key it may be sent as another one.
    const problem = faultText({ t: request.t, lang: request.lang }, error);
    const view = await viewOf(deps, request, frame, { typed: form.typed, errors: {}, submissionKey: null, problem });
    return page('commitments/proposal', { ...view, invalid: true }, { status: 409 });
  }
}

/** "We can supply" and "can you supply?": the forms that start a commitment. */
export const proposalRoutes = (deps: CommitmentRoutesDeps): Route[] => [
  get(paths.newProposal(':id'), actsForOrganisation, (request) => show(deps, request, 'propose')),
  post(paths.proposals(':id'), actsForOrganisation, (request) => create(deps, request, 'propose')),
  get(paths.newRequest(':id'), actsForOrganisation, (request) => show(deps, request, 'ask')),
  post(paths.requests(':id'), actsForOrganisation, (request) => create(deps, request, 'ask')),
];
