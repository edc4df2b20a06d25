import type { Clock } from '../../kernel/clock.ts';
import { DomainError, isDomainError, type FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { csv } from '../../templates/csv.ts';
import { signedIn } from '../../web/policies.ts';
import { file, get, invalidForm, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { personIn, provePerson, type ProofDeps } from '../accounts/index.ts';
import type { EvidenceQueries } from '../evidence/index.ts';
import { confirmClause } from './confirm-clause.command.ts';
import { erasePerson, inTheWay, type ErasureDeps } from './erase-person.command.ts';
import type { ErasureQueries, Ties } from './erasure.queries.ts';
import { erasureForm } from './erasure.form.ts';
import { asDocument, columnsOf } from './export-person.ts';
import { erasureView, myDataView } from './my-data.view.ts';
import type { PersonalDataQueries } from './personal-data.queries.ts';

export interface MyDataRoutesDeps extends ErasureDeps, ProofDeps {
  personal: PersonalDataQueries;
  erasure: ErasureQueries;
  evidence: EvidenceQueries;
  clock: Clock;
}

const VIEWS_SHOWN = 50;

async function show(deps: MyDataRoutesDeps, request: PageRequest): Promise<Reply> {
  const { personId, name, email, organisation } = personIn(request);
  const [counts, consents, views] = await Promise.all([
    deps.personal.counts(personId), deps.evidence.consents(personId), organisation ? deps.evidence.viewsOf(organisation.id, VIEWS_SHOWN) : [],
  ]);
  return page('privacy/my-data', myDataView(request, { person: { name, email }, counts, consents, views }));
}

async function exportAll(deps: MyDataRoutesDeps, request: PageRequest): Promise<Reply> {
  const data = await deps.personal.all(personIn(request).personId);
  const text = JSON.stringify(asDocument(deps.clock.now(), data), null, 2);
  return file(Buffer.from(`${text}\n`), 'application/json', `${request.t('privacy.my-data.file')}.json`);
}

async function exportSection(deps: MyDataRoutesDeps, request: PageRequest): Promise<Reply> {
  const { t, lang, params } = request;
  const data = await deps.personal.section(personIn(request).personId, params['section'] ?? '');
  if (!data) throw new DomainError('not-found', 'errors.not-found');
  return file(Buffer.from(csv(lang, columnsOf(data), data.rows)), 'text/csv; charset=utf-8', `${t('privacy.my-data.file')}-${data.section}.csv`);
}

async function confirm(deps: MyDataRoutesDeps, request: PageRequest): Promise<Reply> {
  await confirmClause(deps, personIn(request), request.lang);
  return redirect(paths.myData(), { kind: 'success', text: request.t('privacy.my-data.confirmed') });
}

interface Filled {
  sure: boolean;
  errors: FieldErrors;
}

const NOTHING: Filled = { sure: false, errors: {} };

function erasurePage(request: PageRequest, filled: Filled, ties: Ties, status = 200): Reply {
  const view = erasureView(request, ties, inTheWay(ties), filled);
  return status === 422 ? invalidForm('privacy/erasure', view) : page('privacy/erasure', view, { status });
}

async function erase(deps: MyDataRoutesDeps, request: PageRequest): Promise<Reply> {
  const actor = personIn(request);
  const form = erasureForm(request.body);
  const ties = await deps.erasure.ties(actor.personId);
  if (inTheWay(ties)) return erasurePage(request, NOTHING, ties, 409);
  const wrong = await provePerson(deps, actor.personId, form.password);
  const errors = { ...form.errors, ...(wrong ? { password: wrong } : {}) };
  if (Object.keys(errors).length > 0) return erasurePage(request, { sure: form.sure, errors }, ties, 422);
  try {
    await erasePerson(deps, actor.personId, { by: 'self', actor });
  } catch (error) {
    if (!isDomainError(error, 'conflict')) throw error;
    return erasurePage(request, NOTHING, await deps.erasure.ties(actor.personId), 409);
  }
  return { kind: 'sign-out', to: paths.board() };
}

/** The person's own data: what is kept, to take along, and to have erased. */
export const myDataRoutes = (deps: MyDataRoutesDeps): Route[] => [
  get(paths.myData(), signedIn, (request) => show(deps, request)),
  get(paths.myDataExport(), signedIn, (request) => exportAll(deps, request)),
  get(paths.myDataSection(':section'), signedIn, (request) => exportSection(deps, request)),
  post(paths.myDataClause(), signedIn, (request) => confirm(deps, request)),
  get(paths.erasure(), signedIn, async (request) => erasurePage(request, NOTHING, await deps.erasure.ties(personIn(request).personId))),
  post(paths.erasure(), signedIn, (request) => erase(deps, request)),
];
