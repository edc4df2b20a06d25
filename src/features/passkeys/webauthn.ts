import type { AuthenticationResponseJSON, AuthenticatorTransport, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';

/* Slow to load and not needed before the first passkey. */
const library = () => import('@simplewebauthn/server');

/** Where passkeys are good: a key made for one site does not answer another. */
export interface Site {
  name: string;
  /** The host, as WebAuthn calls it the relying party's id. */
  id: string;
  /** Scheme, host and port. */
  origin: string;
}

/** From the address people use. */
export function siteOf(baseUrl: string, name: string): Site {
  const { hostname, origin } = new URL(baseUrl);
  return { name, id: hostname, origin };
}

/** A key as it is kept. */
export interface Credential {
  credentialId: string;
  publicKey: Uint8Array<ArrayBuffer>;
  counter: number;
  transports: string[];
  backedUp: boolean;
}

const LONGEST_RESPONSE = 20_000;
const b64 = z
  .string()
  .max(10_000)
  .regex(/^[\w-]*$/);
const transports = z.array(z.string().max(30)).max(10).optional();
const common = { id: b64.min(1), rawId: b64.min(1), type: z.literal('public-key'), clientExtensionResults: z.object({}).loose() };
const registration = z.object({ ...common, response: z.object({ clientDataJSON: b64, attestationObject: b64, transports }) });
const authentication = z.object({
  ...common,
  response: z.object({ clientDataJSON: b64, authenticatorData: b64, signature: b64, userHandle: b64.nullish() }),
});

function parsed<T>(schema: z.ZodType<T>, text: string): T | null {
  if (text.length > LONGEST_RESPONSE) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** What the browser needs to make a key; its challenge must come back signed. The key itself asks for a finger, a face or a PIN. */
export async function newKeyOptions(site: Site, person: { personId: string; email: string; name: string }, known: readonly Credential[]) {
  const { generateRegistrationOptions } = await library();
  return generateRegistrationOptions({
    rpName: site.name,
    rpID: site.id,
    userID: new Uint8Array(Buffer.from(person.personId.replaceAll('-', ''), 'hex')),
    userName: person.email,
    userDisplayName: person.name,
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId, transports: ways }) => ({ id: credentialId, transports: ways as AuthenticatorTransport[] })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** The key that was made, or null when the answer is not right. */
export async function newKey(site: Site, challenge: string, typed: string): Promise<Credential | null> {
  const response = parsed(registration, typed);
  if (!response) return null;
  const { verifyRegistrationResponse } = await library();
  const checked = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.id,
  }).catch(() => null);
  if (!checked?.verified) return null;
  const { credential, credentialBackedUp } = checked.registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports: credential.transports ?? [],
    backedUp: credentialBackedUp,
  };
}

/** What the browser needs to sign in: it offers the keys it has for this site, we name nobody's. */
export async function signInOptions(site: Site) {
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions({ rpID: site.id, userVerification: 'required', allowCredentials: [] });
}

/** The id of the key that answers; null for anything else. */
export const keyIdIn = (typed: string): string | null => parsed(authentication, typed)?.id ?? null;

/** The counter after a right answer of this key, or null. */
export async function answerOf(
  site: Site,
  challenge: string,
  typed: string,
  key: Credential,
): Promise<{ counter: number; backedUp: boolean } | null> {
  const response = parsed(authentication, typed);
  if (!response || response.id !== key.credentialId) return null;
  const { verifyAuthenticationResponse } = await library();
  const checked = await verifyAuthenticationResponse({
    response: response as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    credential: { id: key.credentialId, publicKey: key.publicKey, counter: key.counter },
  }).catch(() => null);
  return checked?.verified ? { counter: checked.authenticationInfo.newCounter, backedUp: checked.authenticationInfo.credentialBackedUp } : null;
}
