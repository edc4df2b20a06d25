import type { Clock } from '../../kernel/clock.ts';
import { paths } from '../../paths.ts';
import { anyone, linkHolder } from '../../web/policies.ts';
import { get, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { safeNext, textOf } from '../accounts/index.ts';
import type { Dialogue, Oidc } from './oidc.ts';
import { arrive, connectProvider, readProviderLink, type ProviderDeps } from './provider-sign-in.command.ts';

export interface ProviderRoutesDeps extends ProviderDeps {
  oidc: Oidc;
  clock: Clock;
}

const ANSWER_WITHIN = 10 * 60_000;
const NO_DIALOGUE = { oidcState: null, oidcNonce: null, oidcVerifier: null, oidcAt: null, oidcNext: null };

const failed = ({ t }: PageRequest, name: string): Reply =>
  redirect(paths.signIn(), { kind: 'error', text: t('provider.failed', { provider: name }) });

async function leave(request: PageRequest, deps: ProviderRoutesDeps): Promise<Reply> {
  const begun = await deps.oidc.begin();
  if (!begun) return failed(request, deps.name);
  const { state, nonce, verifier } = begun.dialogue;
  const next = textOf(request.body, 'next');
  const values = {
    oidcState: state,
    oidcNonce: nonce,
    oidcVerifier: verifier,
    oidcAt: String(deps.clock.now().getTime()),
    oidcNext: next ? safeNext(next) : '',
  };
  return { kind: 'carry', values, reply: redirect(begun.url) };
}

/** The dialogue that this session began a short while ago. */
function dialogueIn({ carried }: PageRequest, clock: Clock): (Dialogue & { next: string }) | null {
  const { oidcState: state, oidcNonce: nonce, oidcVerifier: verifier, oidcAt, oidcNext: next = '' } = carried;
  if (!state || !nonce || !verifier || clock.now().getTime() - Number(oidcAt) > ANSWER_WITHIN) return null;
  return { state, nonce, verifier, next };
}

/* By the protocol a GET; what makes it safe is that it answers only the dialogue this very session began, and once. */
async function comeBack(request: PageRequest, deps: ProviderRoutesDeps): Promise<Reply> {
  const { query, t, browser, deviceTokens } = request;
  const dialogue = dialogueIn(request, deps.clock);
  if (!dialogue) return failed(request, deps.name);
  const identity = await deps.oidc.finish(query, dialogue);
  const over = (reply: Reply): Reply => ({ kind: 'carry', values: NO_DIALOGUE, reply });
  if (!identity) return over(failed(request, deps.name));
  const arrived = await arrive(deps, identity, { browser, deviceTokens });
  if (arrived) return { kind: 'sign-in', signedIn: arrived, to: safeNext(dialogue.next) };
  return over(
    page('accounts/mail-sent', {
      title: t('password.sent-title'),
      lead: t('provider.sent', { provider: deps.name }),
      help: t('provider.sent-help'),
      back: paths.signIn(),
    }),
  );
}

/** Signing in through the organisation's own OpenID Connect provider. */
export function providerRoutes(deps: ProviderRoutesDeps): Route[] {
  const tokenIn = ({ params }: PageRequest): string => params['token'] ?? '';
  return [
    post(paths.signInProvider(), anyone, (request) => leave(request, deps)),
    get(paths.signInProviderAnswer(), anyone, (request) => comeBack(request, deps)),
    get(paths.providerLink(':token'), linkHolder, async (request) => {
      const { email } = await readProviderLink(deps, tokenIn(request));
      const { t } = request;
      return page('accounts/press', {
        title: t('provider.connect-title', { provider: deps.name }),
        lead: t('provider.connect-lead', { provider: deps.name, email }),
        submit: t('provider.connect'),
        action: paths.providerLink(tokenIn(request)),
      });
    }),
    post(paths.providerLink(':token'), linkHolder, async (request) => {
      await connectProvider(deps, tokenIn(request));
      return redirect(paths.signIn(), { kind: 'success', text: request.t('provider.connected', { provider: deps.name }) });
    }),
  ];
}
