import type { PersonActor } from '../../kernel/actor.ts';
import { DomainError, invalid, type FieldError } from '../../kernel/errors.ts';
import type { Work } from '../../db/unit-of-work.ts';
import { mailAccount, personRepository, provePerson, recipientOf, type AccountMailDeps, type ProofDeps } from '../accounts/index.ts';
import { record } from '../activity/index.ts';
import { addPasskey, passkeysOf, removePasskey, renamePasskey } from './passkey.repository.ts';
import { newKey, newKeyOptions, type Site } from './webauthn.ts';

export interface PasskeyDeps extends ProofDeps, AccountMailDeps {
  site: Site;
}

const LONGEST_NAME = 60;
const MOST_KEYS = 20;

function nameFault(name: string): FieldError | null {
  if (name === '') return { key: 'passkey.name-missing' };
  return name.length > LONGEST_NAME ? { key: 'passkey.name-long', data: { max: LONGEST_NAME } } : null;
}

async function tell(deps: PasskeyDeps, work: Work, actor: PersonActor, what: 'added' | 'removed', name: string): Promise<void> {
  await record(work.manager, { ...actor, organisation: null }, work.now, { action: `person.passkey-${what}` });
  const person = await personRepository(work.manager).lock(actor.personId);
  await mailAccount(deps, work, recipientOf(person), `passkey-${what}`, { values: { key: name }, button: { path: '/account/passkeys' } });
}

/** Begins to add a key: what the browser needs. @throws DomainError invalid with `name` and `current`, too-many */
export async function beginPasskey(deps: PasskeyDeps, actor: PersonActor, input: { name: string; current: string }) {
  const wrongName = nameFault(input.name);
  const wrong = await provePerson(deps, actor.personId, input.current);
  if (wrongName || wrong) throw invalid({ ...(wrongName ? { name: wrongName } : {}), ...(wrong ? { current: wrong } : {}) });
  const known = await deps.uow.run(({ manager }) => passkeysOf(manager, actor.personId));
  if (known.length >= MOST_KEYS) throw invalid({ name: { key: 'passkey.too-many', data: { max: MOST_KEYS } } });
  return newKeyOptions(deps.site, actor, known);
}

/** Stores the key that the browser has made for this challenge. @throws DomainError invalid with `name` */
export async function finishPasskey(
  deps: PasskeyDeps,
  actor: PersonActor,
  input: { name: string; response: string; challenge: string | null },
): Promise<void> {
  const wrongName = nameFault(input.name);
  if (wrongName) throw invalid({ name: wrongName });
  const key = input.challenge === null ? null : await newKey(deps.site, input.challenge, input.response);
  if (!key) throw invalid({ name: { key: 'passkey.not-added' } });
  await deps.uow.run(async (work) => {
    if (!(await addPasskey(work.manager, actor.personId, input.name, key, work.now))) throw invalid({ name: { key: 'passkey.known' } });
    await tell(deps, work, actor, 'added', input.name);
  });
}

async function ownKey(deps: PasskeyDeps, actor: PersonActor, id: string) {
  const own = await deps.uow.run(({ manager }) => passkeysOf(manager, actor.personId));
  const key = own.find((one) => one.id === id);
  if (!key) throw new DomainError('not-found', 'errors.not-found');
  return key;
}

/** @throws DomainError invalid with `name`, not-found */
export async function nameOwnPasskey(deps: PasskeyDeps, actor: PersonActor, id: string, name: string): Promise<void> {
  const key = await ownKey(deps, actor, id);
  const wrong = nameFault(name);
  if (wrong) throw invalid({ name: wrong });
  await deps.uow.run(({ manager }) => renamePasskey(manager, actor.personId, key.id, name));
}

/** @throws DomainError invalid with `current`, not-found, too-many */
export async function removeOwnPasskey(deps: PasskeyDeps, actor: PersonActor, id: string, current: string): Promise<void> {
  const key = await ownKey(deps, actor, id);
  const wrong = await provePerson(deps, actor.personId, current);
  if (wrong) throw invalid({ current: wrong });
  await deps.uow.run(async (work) => {
    if (await removePasskey(work.manager, actor.personId, id)) await tell(deps, work, actor, 'removed', key.name);
  });
}
