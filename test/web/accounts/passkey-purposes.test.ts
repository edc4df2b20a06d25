import { isoCBOR } from '@simplewebauthn/server/helpers';
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { DEMO_PASSWORD } from '../../../src/features/seeding/index.ts';
import { startExchange, type TestExchange } from '../../support/exchange.ts';
import { CLINIC, signedIn, visitorOf, type Reader } from '../../support/reader.ts';

let exchange: TestExchange;
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo', host: 'localhost' });
}, 120_000);
afterAll(() => exchange.close());

const b64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest();
const PRESENT_AND_VERIFIED = 0x05;
const NEW_KEY = 0x40;

/** A security key as a script of ours would have it. */
class Key {
  readonly id = randomBytes(16);
  readonly #pair: { privateKey: KeyObject; publicKey: KeyObject } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  #client(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: exchange.url, crossOrigin: false }));
  }

  #head(flags: number): Buffer {
    return Buffer.concat([sha256('localhost'), Buffer.from([flags, 0, 0, 0, 0])]);
  }

  #answer(response: Record<string, string>): string {
    return JSON.stringify({ id: b64(this.id), rawId: b64(this.id), type: 'public-key', clientExtensionResults: {}, response });
  }

  made(challenge: string): string {
    const { x = '', y = '' } = this.#pair.publicKey.export({ format: 'jwk' });
    const coordinate = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
    const cose = isoCBOR.encode(new Map<number, number | Uint8Array>([[1, 2], [3, -7], [-1, 1], [-2, coordinate(x)], [-3, coordinate(y)]]));
    const authData = Buffer.concat([this.#head(PRESENT_AND_VERIFIED | NEW_KEY), Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, cose]);
    const attestation = isoCBOR.encode(new Map<string, unknown>([
      ['fmt', 'none'], ['attStmt', new Map()], ['authData', new Uint8Array(authData)],
    ]) as Parameters<typeof isoCBOR.encode>[0]);
    return this.#answer({ clientDataJSON: b64(this.#client('webauthn.create', challenge)), attestationObject: b64(attestation) });
  }

  signed(challenge: string): string {
    const [data, client] = [this.#head(PRESENT_AND_VERIFIED), this.#client('webauthn.get', challenge)];
    const signature = sign('sha256', Buffer.concat([data, sha256(client)]), this.#pair.privateKey);
    return this.#answer({ clientDataJSON: b64(client), authenticatorData: b64(data), signature: b64(signature) });
  }
}

const forSignIn = async (reader: Reader) => (JSON.parse((await reader.post('/sign-in/passkey/options')).text) as { challenge: string }).challenge;
const forNewKey = async (reader: Reader) =>
  (JSON.parse((await reader.post('/account/passkeys/options', { name: 'klucz', current: DEMO_PASSWORD })).text) as { challenge: string }).challenge;
const keysOf = async () => (await exchange.query(`SELECT FROM passkey k JOIN person p ON p.id = k.person_id WHERE p.email = $1`, [CLINIC])).length;

test('what anybody gets to sign in adds no key: that takes the password', async () => {
  const reader = await signedIn(exchange, CLINIC);
  const [planted, own] = [new Key(), new Key()];
  const refused = await reader.post('/account/passkeys', { name: 'obcy', response: planted.made(await forSignIn(reader)) });
  expect([refused.status, await keysOf()]).toEqual([422, 0]);
  const challenge = await forNewKey(reader);
  // Nor does one asked for afterwards take the place of the one that took the password.
  const later = await forSignIn(reader);
  expect((await reader.post('/account/passkeys', { name: 'obcy', response: planted.made(later) })).status).toBe(422);
  expect((await reader.post('/account/passkeys', { name: 'mój', response: own.made(challenge) })).status).toBe(422);
  expect((await reader.post('/account/passkeys', { name: 'mój', response: own.made(await forNewKey(reader)) })).status).toBe(303);
  expect(await keysOf()).toBe(1);
});

test('what was given to add a key signs nobody in', async () => {
  const reader = await signedIn(exchange, CLINIC);
  const key = new Key();
  expect((await reader.post('/account/passkeys', { name: 'laptop', response: key.made(await forNewKey(reader)) })).status).toBe(303);
  const [wrong, right] = [await forNewKey(reader), await forSignIn(visitorOf(exchange))];
  expect((await reader.post('/sign-in/passkey', { response: key.signed(wrong) })).headers['location']).toBe('/sign-in');
  const visitor = visitorOf(exchange);
  expect((await visitor.post('/sign-in/passkey', { response: key.signed(right) })).headers['location']).toBe('/sign-in');
  expect((await visitor.post('/sign-in/passkey', { response: key.signed(await forSignIn(visitor)) })).headers['location']).toBe('/dashboard');
});
