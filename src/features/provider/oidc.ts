import type { Configuration } from 'openid-client';
import type { Logger } from 'pino';

/** The organisation's own sign-in, from the settings. */
export interface ProviderSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What its button says. */
  name: string;
}

/** What is kept in the session between leaving for the provider and coming back. */
export interface Dialogue {
  state: string;
  nonce: string;
  verifier: string;
}

/** Who the provider says has signed in. */
export interface Identity {
  issuer: string;
  subject: string;
  /** Null unless the provider vouches for the address. */
  verifiedEmail: string | null;
}

const TIMEOUT_SECONDS = 10;

/* Slow to load, and only who signs in elsewhere needs it. */
const library = () => import('openid-client');

/** OpenID Connect, code flow with PKCE, state and nonce. */
export interface Oidc {
  /** Where to send the browser, and what to remember; null when the provider cannot be reached. */
  begin(): Promise<{ url: string; dialogue: Dialogue } | null>;
  /** Reads the answer; null when it is not right, not for this dialogue, the person called it off, or the provider cannot be reached. */
  finish(query: Readonly<Record<string, string | string[]>>, dialogue: Dialogue): Promise<Identity | null>;
}

/* Message and codes alone: the rest of such an error holds the person's claims, tokens, and the query of the answer. */
function accountOf(error: unknown): { err: string; code?: unknown; said?: string } {
  if (!(error instanceof Error)) return { err: String(error) };
  const { message, cause, code, error: said }: Error & { code?: unknown; error?: unknown } = error;
  return {
    err: cause instanceof Error ? `${message}: ${cause.message}` : message,
    code: code ?? (cause instanceof Error && 'code' in cause ? cause.code : undefined),
    // What the protocol calls it, such as invalid_client; anybody can write anything else into the answer's address.
    ...(typeof said === 'string' && /^[a-z_]{1,40}$/.test(said) ? { said } : {}),
  };
}

/** `callback` is the page that the provider sends people back to; it must be registered there. */
export function createOidc(settings: ProviderSettings, callback: string, log: Pick<Logger, 'warn'>): Oidc {
  let found: Promise<Configuration> | undefined;
  const insecure = settings.issuer.startsWith('http:');
  /* Asked once; a provider that was away is asked again. */
  const configuration = (): Promise<Configuration> => {
    found ??= library().then((client) => client.discovery(new URL(settings.issuer), settings.clientId, settings.clientSecret, undefined, {
      timeout: TIMEOUT_SECONDS,
      // The signature too is checked, not only where the answer came from.
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out: plain http is for trying out, production refuses it
      execute: [client.enableNonRepudiationChecks, ...(insecure ? [client.allowInsecureRequests] : [])],
    })).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
  const failed = (error: unknown): null => {
    const account = accountOf(error);
    // Who calls it off at the provider has not met a fault.
    if (account.said !== 'access_denied') log.warn(account, 'signing in through the provider failed');
    return null;
  };
  const leave = async (): Promise<{ url: string; dialogue: Dialogue }> => {
    const { buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } = await library();
    const config = await configuration();
    const dialogue = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    const url = buildAuthorizationUrl(config, {
      redirect_uri: callback,
      scope: 'openid email',
      state: dialogue.state,
      nonce: dialogue.nonce,
      code_challenge: await calculatePKCECodeChallenge(dialogue.verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, dialogue };
  };
  return {
    begin: () => leave().catch(failed),
    async finish(query, { state, nonce, verifier }) {
      const current = new URL(callback);
      for (const [name, value] of Object.entries(query)) for (const one of [value].flat()) current.searchParams.append(name, one);
      const { authorizationCodeGrant } = await library();
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
      const tokens = await configuration().then((config) => authorizationCodeGrant(config, current, checks)).catch(failed);
      const claims = tokens?.claims();
      if (!claims) return null;
      const { iss, sub, email, email_verified: verified } = claims;
      return { issuer: iss, subject: sub, verifiedEmail: verified === true && typeof email === 'string' ? email : null };
    },
  };
}
