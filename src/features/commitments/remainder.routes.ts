import { isDomainError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { paths } from '../../paths.ts';
import { actsForOrganisation } from '../../web/policies.ts';
import { post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import type { CommitmentRoutesDeps } from './commitment-routes-deps.ts';
import { faultText } from './form-field.view.ts';
import { proposeRemainder } from './propose-remainder.command.ts';

type Deps = Pick<CommitmentRoutesDeps, 'commands' | 'organisations'>;

async function press(deps: Deps, { actor, body, params, t, lang }: PageRequest): Promise<Reply> {
  const needId = params['id'] ?? '';
  const key = body['submissionKey'];
  try {
    const { commitment } = await proposeRemainder(deps.commands, actor, { needId, submissionKey: isId(key) ? key : null });
    const organisation = (await deps.organisations.find(commitment.ownerId))?.name ?? '';
    return redirect(paths.commitment(commitment.id), { kind: 'success', text: t('commitment.done.propose', { organisation }) });
  } catch (error) {
    // Refused at a field: somebody else was promised the offer's amount since the button was drawn.
    if (!isDomainError(error, 'conflict') && !isDomainError(error, 'invalid')) throw error;
    return redirect(paths.post(needId), { kind: 'error', text: faultText({ t, lang }, Object.values(error.fields)[0] ?? error) });
  }
}

/** "We can supply the remainder" in one press. */
export const remainderRoutes = (deps: Deps): Route[] => [
  post(paths.remainder(':id'), actsForOrganisation, (request) => press(deps, request)),
];
