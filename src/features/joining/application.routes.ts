import { DomainError, isDomainError, type FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { readable } from '../../templates/readable.ts';
import { administrator, office } from '../../web/policies.ts';
import { get, invalidForm, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { CHECKS, type Check } from '../organisations/index.ts';
import { FieldReader, typedFrom } from '../posts/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import { applicationView, type ApplicationInput } from './application.view.ts';
import type { ApplicationQueries } from './applications.queries.ts';
import { approveApplication, refuseApplication, type DecideDeps } from './decide.command.ts';
import { MODES, type Mode } from './recommendation.ts';
import { changeMode } from './change-mode.command.ts';

export interface ApplicationRoutesDeps extends DecideDeps {
  applications: ApplicationQueries;
  vocabulary: Vocabulary;
}

async function viewOf(deps: ApplicationRoutesDeps, request: PageRequest, failed: ApplicationInput['failed']) {
  const detail = await deps.applications.find(request.actor, request.params['id'] ?? '');
  if (!detail) throw new DomainError('not-found', 'errors.not-found');
  return applicationView({ request, detail, mode: await deps.applications.mode(), vocabulary: deps.vocabulary, failed });
}

/** Runs one decision; what was typed wrongly comes back at its field, what came too late with what others have decided. */
async function decided(
  deps: ApplicationRoutesDeps, request: PageRequest, form: 'approve' | 'refuse',
  run: (reason: string, checks: Check[]) => Promise<{ name: string }>,
): Promise<Reply> {
  const reader = new FieldReader(typedFrom(request.body));
  const [reason, checks] = [reader.text('reason'), reader.choices('checks', CHECKS)];
  try {
    const { name } = await run(reason, checks);
    return redirect(paths.office(), { kind: 'success', text: request.t(`application.${form}d`, { organisation: name }) });
  } catch (error) {
    const shown = (errors: FieldErrors, problem: string | null) => viewOf(deps, request, { form, reason, checks, errors, problem });
    if (isDomainError(error, 'invalid')) return invalidForm('joining/application', await shown(error.fields, null));
    if (!isDomainError(error, 'conflict')) throw error;
    return page('joining/application', await shown({}, request.t(error.key, readable(request, error.data))), { status: 409 });
  }
}

const modePage = async ({ t }: PageRequest, mode: Mode) => ({
  title: t('mode.title'), action: paths.mode(), value: mode,
  items: MODES.map((value) => ({ value, label: t(`mode.${value}`), hint: t(`mode.${value}-hint`) })),
});

export function applicationRoutes(deps: ApplicationRoutesDeps): Route[] {
  const id = ({ params }: PageRequest): string => params['id'] ?? '';
  return [
    get(paths.officeApplication(':id'), office, async (request) => page('joining/application', await viewOf(deps, request, null))),
    post(paths.applicationApproval(':id'), office, (request) => decided(deps, request, 'approve', (reason, checks) =>
      approveApplication(deps, request.actor, { applicationId: id(request), reason, checks }))),
    post(paths.applicationRefusal(':id'), office, (request) => decided(deps, request, 'refuse', (reason) =>
      refuseApplication(deps, request.actor, { applicationId: id(request), reason }))),
    get(paths.mode(), administrator, async (request) => page('joining/mode', await modePage(request, await deps.applications.mode()))),
    post(paths.mode(), administrator, async (request) => {
      const mode = MODES.find((one) => one === request.body['mode']);
      if (!mode) {
        const shown = await modePage(request, await deps.applications.mode());
        const error = request.t('form.choose');
        return invalidForm('joining/mode', { ...shown, error, errorList: [{ href: '#mode', text: error }] });
      }
      await changeMode(deps, request.actor, mode);
      return redirect(paths.mode(), { kind: 'success', text: request.t(`mode.saved.${mode}`) });
    }),
  ];
}
