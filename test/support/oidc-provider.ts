import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Who is signed in at the provider, and what it says of them. */
export interface ProviderPerson {
  sub: string;
  email?: string;
  email_verified?: boolean;
}

interface Grant {
  person: ProviderPerson;
  nonce: string;
  challenge: string;
  redirect: string;
}

/** How an answer is bent, to see whether it is taken. */
export type Bend = 'nonce' | 'signature' | 'audience' | 'issuer' | 'expired';

export interface OidcProvider {
  issuer: string;
  /** Whoever is sent there next signs in as this person. */
  person: ProviderPerson;
  bend: Bend | null;
  close(): Promise<void>;
}

const b64 = (value: string | Buffer): string => Buffer.from(value).toString('base64url');

function idToken(key: KeyObject, claims: object): string {
  const text = `${b64(JSON.stringify({ alg: 'RS256', kid: 'k1', typ: 'JWT' }))}.${b64(JSON.stringify(claims))}`;
  return `${text}.${b64(sign('sha256', Buffer.from(text), key))}`;
}

async function bodyOf(req: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

const json = (res: ServerResponse, status: number, data: object): void => {
  res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(data));
};

/** A small OpenID Connect provider: code flow, PKCE checked, ids signed with RS256. It signs in whoever comes. */
export async function startOidcProvider(clientId: string, clientSecret: string): Promise<OidcProvider> {
  const keys = [generateKeyPairSync('rsa', { modulusLength: 2048 }), generateKeyPairSync('rsa', { modulusLength: 2048 })] as const;
  const grants = new Map<string, Grant>();
  const provider: OidcProvider = { issuer: '', person: { sub: 'nobody' }, bend: null, close: () => Promise.resolve() };

  const authorize = (url: URL, res: ServerResponse): void => {
    const asked = (name: string) => url.searchParams.get(name) ?? '';
    const code = crypto.randomUUID();
    grants.set(code, { person: provider.person, nonce: asked('nonce'), challenge: asked('code_challenge'), redirect: asked('redirect_uri') });
    const back = new URL(asked('redirect_uri'));
    back.search = new URLSearchParams({ code, state: asked('state'), iss: provider.issuer }).toString();
    res.writeHead(302, { Location: back.href }).end();
  };
  const token = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const body = await bodyOf(req);
    const grant = grants.get(body.get('code') ?? '');
    grants.delete(body.get('code') ?? '');
    const challenge = createHash('sha256').update(body.get('code_verifier') ?? '').digest('base64url');
    const known = body.get('client_id') === clientId && body.get('client_secret') === clientSecret;
    if (!grant || !known || challenge !== grant.challenge || body.get('redirect_uri') !== grant.redirect) return json(res, 400, { error: 'invalid_grant' });
    const now = Math.floor(Date.now() / 1_000);
    const { bend } = provider;
    const claims = {
      ...grant.person, iss: bend === 'issuer' ? 'http://evil.example' : provider.issuer, aud: bend === 'audience' ? 'another' : clientId,
      iat: bend === 'expired' ? now - 7_200 : now, exp: bend === 'expired' ? now - 3_600 : now + 300, nonce: bend === 'nonce' ? 'x' : grant.nonce,
    };
    json(res, 200, { access_token: 'a', token_type: 'Bearer', expires_in: 300, id_token: idToken(keys[bend === 'signature' ? 1 : 0].privateKey, claims) });
  };
  const server = createServer((req, res) => {
    const url = new URL(req.url ?? '/', provider.issuer);
    const { issuer } = provider;
    if (url.pathname === '/.well-known/openid-configuration') {
      return json(res, 200, {
        issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'],
        token_endpoint_auth_methods_supported: ['client_secret_post'], authorization_response_iss_parameter_supported: true,
      });
    }
    if (url.pathname === '/jwks') return json(res, 200, { keys: [{ ...keys[0].publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }] });
    if (url.pathname === '/authorize') return authorize(url, res);
    if (url.pathname === '/token') return void token(req, res);
    res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  provider.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider.close = () => new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
  return provider;
}
