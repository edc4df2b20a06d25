import { DomainError } from '../../kernel/errors.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { paths } from '../../paths.ts';
import { signedIn } from '../../web/policies.ts';
import { post, redirect, type Route } from '../../web/route.ts';
import { dismissMatch } from './dismiss-match.command.ts';
import { DISMISSAL_REASONS } from './match.ts';
import type { MatchQueries } from './matches.queries.ts';
import { organisationOf } from '../../kernel/actor.ts';

export interface MatchRoutesDeps {
  uow: UnitOfWork;
  matches: MatchQueries;
}

export function matchRoutes(deps: MatchRoutesDeps): Route[] {
  return [
    post(paths.matchDismissal(':id'), signedIn, async (request) => {
      const id = request.params['id'] ?? '';
      const reason = DISMISSAL_REASONS.find((one) => one === request.body['reason']);
      if (!reason) throw new DomainError('invalid', 'match.reason-missing');
      await dismissMatch(deps, request.actor, id, reason);
      const match = await deps.matches.find(id);
      const own = match?.offerId && organisationOf(request.actor) === match.supplierId ? match.offerId : match?.needId;
      return redirect(own ? paths.post(own) : paths.dashboard(), { kind: 'success', text: request.t('match.dismissed') });
    }),
  ];
}
