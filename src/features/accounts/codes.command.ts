import type { RateLimit } from '../../db/rate-limit.ts';
import type { Work } from '../../db/unit-of-work.ts';
import type { PersonActor } from '../../kernel/actor.ts';
import { DomainError, invalid } from '../../kernel/errors.ts';
import { record } from '../activity/index.ts';
import { mailAccount, recipientOf, type AccountMailDeps } from './account.emails.ts';
import {
  hasCodeGenerator, lockGenerator, putGenerator, putRecoveryCodes, removeGenerator, takeStep, useRecoveryCode,
} from './code-generator.repository.ts';
import { newRecoveryCodes, newSecret, recoveryHash, setupUri, stepOf } from './codes.ts';
import { personRepository } from './person.repository.ts';
import { provePerson, type ProofDeps } from './proof.ts';
import type { Seal } from './sealed.ts';
import { endSessions } from './sign-ins.repository.ts';
import type { SignInMethod } from './sign-in.ts';

export interface CodeDeps extends ProofDeps, AccountMailDeps {
  seal: Seal;
  /** Tries of codes, per account. */
  perCode: RateLimit;
}

async function prove(deps: CodeDeps, actor: PersonActor, current: string): Promise<void> {
  const wrong = await provePerson(deps, actor.personId, current);
  if (wrong) throw invalid({ current: wrong });
}

/** Begins to set up a code generator; a begun one starts over. @throws DomainError invalid, conflict when there is one */
export async function beginCodes(deps: CodeDeps, actor: PersonActor, current: string): Promise<void> {
  await prove(deps, actor, current);
  await deps.uow.run(async ({ manager, now }) => {
    if (await hasCodeGenerator(manager, actor.personId)) throw new DomainError('conflict', 'code.known');
    await putGenerator(manager, actor.personId, deps.seal.seal(await newSecret(), actor.personId), now);
  });
}

export interface CodesState {
  /** Asked for at sign-in. */
  on: boolean;
  /** Being set up: the secret and what the QR code says. */
  setup: { secret: string; uri: string } | null;
}

export function codesState(deps: CodeDeps, actor: PersonActor, site: string): Promise<CodesState> {
  return deps.uow.run(async ({ manager }) => {
    const stored = await lockGenerator(manager, actor.personId);
    if (!stored || stored.confirmedAt) return { on: stored !== null, setup: null };
    const secret = deps.seal.open(stored.secretSealed, actor.personId);
    return { on: false, setup: { secret, uri: await setupUri(secret, actor.email, site) } };
  });
}

async function freshRecoveryCodes({ manager }: Work, personId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await putRecoveryCodes(manager, personId, codes.map((code) => recoveryHash(code, personId) ?? ''));
  return codes;
}

async function noteChange(deps: CodeDeps, work: Work, actor: PersonActor, change: 'on' | 'off' | 'recovery'): Promise<void> {
  await record(work.manager, { ...actor, organisation: null }, work.now, { action: 'person.codes-changed', data: { change } });
  const person = await personRepository(work.manager).lock(actor.personId);
  await mailAccount(deps, work, recipientOf(person), 'second-step-changed', { values: { change } });
}

/**
 * The first right code shows that the phone has the secret: from now on one is asked for. Other sessions end.
 * Returns the recovery codes, this once. @throws DomainError invalid with the field `code`, too-many
 */
export async function confirmCodes(deps: CodeDeps, actor: PersonActor, typed: string, signInId: string | null): Promise<string[]> {
  if (!(await deps.perCode.take(actor.personId))) throw new DomainError('too-many', 'sign-in.too-many');
  return deps.uow.run(async (work) => {
    const stored = await lockGenerator(work.manager, actor.personId);
    if (!stored || stored.confirmedAt) throw new DomainError('conflict', 'code.not-begun');
    const step = await stepOf(deps.seal.open(stored.secretSealed, actor.personId), typed, work.now, stored.lastStep);
    if (step === null || !(await takeStep(work.manager, actor.personId, step, work.now))) throw invalid({ code: { key: 'code.wrong' } });
    const codes = await freshRecoveryCodes(work, actor.personId);
    await endSessions(work.manager, actor.personId, work.now, signInId);
    await noteChange(deps, work, actor, 'on');
    return codes;
  });
}

/** Ten new recovery codes; the old ones stop. @throws DomainError invalid, conflict when there is no generator */
export async function renewRecoveryCodes(deps: CodeDeps, actor: PersonActor, current: string): Promise<string[]> {
  await prove(deps, actor, current);
  return deps.uow.run(async (work) => {
    if (!(await hasCodeGenerator(work.manager, actor.personId))) throw new DomainError('conflict', 'code.not-begun');
    const codes = await freshRecoveryCodes(work, actor.personId);
    await noteChange(deps, work, actor, 'recovery');
    return codes;
  });
}

/** No more codes. A password that is too short to stand alone must be changed first. @throws DomainError invalid, conflict */
export async function removeCodes(deps: CodeDeps, actor: PersonActor, current: string): Promise<void> {
  await prove(deps, actor, current);
  await deps.uow.run(async (work) => {
    const person = await personRepository(work.manager).lock(actor.personId);
    if (person.passwordShort) throw invalid({ current: { key: 'code.password-short' } });
    await removeGenerator(work.manager, actor.personId);
    await noteChange(deps, work, actor, 'off');
  });
}

/**
 * The second step of signing in: a code from the phone, or a recovery code. No code is good twice. Null when it is wrong.
 * @throws DomainError too-many past the limit of tries
 */
export async function checkCode(deps: CodeDeps, personId: string, typed: string): Promise<SignInMethod | null> {
  if (!(await deps.perCode.take(personId))) throw new DomainError('too-many', 'sign-in.too-many');
  const how = await deps.uow.run(async ({ manager, now }) => {
    const stored = await lockGenerator(manager, personId);
    if (!stored?.confirmedAt) return null;
    const step = await stepOf(deps.seal.open(stored.secretSealed, personId), typed, now, stored.lastStep);
    if (step !== null) return (await takeStep(manager, personId, step, now)) ? 'code' : null;
    const hash = recoveryHash(typed, personId);
    return hash !== null && (await useRecoveryCode(manager, personId, hash, now)) ? 'recovery-code' : null;
  });
  if (how) await deps.perCode.giveBack(personId);
  return how;
}
