import type { Logger } from 'pino';
import type { JobHandlers } from '../../jobs/worker.ts';
import { paths } from '../../paths.ts';
import type { Route } from '../../web/route.ts';
import type { AccountTools } from '../accounts/index.ts';
import { createOidc, type ProviderSettings } from './oidc.ts';
import { SEND_PROVIDER_LINK } from './provider.jobs.ts';
import { sendProviderLink } from './provider-sign-in.command.ts';
import { providerRoutes } from './provider.routes.ts';

const HOUR = 3_600;

/**
 * Signing in through the organisation's own provider. Its pages are there only when it is set up; the job that asks the
 * owner of an account always is, for what was queued before the settings changed.
 */
export function providerFeature(
  tools: AccountTools, settings: ProviderSettings | null, baseUrl: string, log: Logger,
): { routes: Route[]; jobs: JobHandlers } {
  const deps = { ...tools.newPassword, ...tools.signIn, name: settings?.name ?? '', perMailbox: tools.limit('provider-mailbox', 5, HOUR) };
  return {
    routes: settings
      ? providerRoutes({ ...deps, clock: tools.clock, oidc: createOidc(settings, `${baseUrl}${paths.signInProviderAnswer()}`, log) })
      : [],
    jobs: {
      [SEND_PROVIDER_LINK]: ({ email, issuer, subject }) =>
        sendProviderLink(deps, String(email), { issuer: String(issuer), subject: String(subject) }),
    },
  };
}
