import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { isOnBehalf, type Actor } from '../../kernel/actor.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import { DomainError, invalid } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { FileStorage } from '../../storage/port.ts';
import { record } from '../activity/index.ts';
import { dropFile, keepFile, type PreparedFile } from '../files/index.ts';
import { certificateRepository } from './certificate.repository.ts';
import { mustAdminister } from './save-profile.command.ts';

export interface CertificateDeps {
  uow: UnitOfWork;
  storage: FileStorage;
}

const MAX_CERTIFICATES = 50;

export interface AddCertificate {
  organisationId: string;
  name: string;
  validUntil: LocalDate | null;
  file: PreparedFile | null;
}

/** Adds a certificate with or without its proof. @throws DomainError not-found, invalid when there are too many */
export async function addCertificate({ uow, storage }: CertificateDeps, actor: Actor, input: AddCertificate): Promise<void> {
  const { organisationId, name, validUntil, file } = input;
  mustAdminister(actor, organisationId);
  await uow.run(async (work) => {
    const certificates = certificateRepository(work.manager);
    const full = (await certificates.count(organisationId)) >= MAX_CERTIFICATES;
    if (full) throw invalid({ name: { key: 'certificate.too-many', data: { max: MAX_CERTIFICATES } } });
    const kept = file && (await keepFile(storage, work, actor, { file, organisationId, fallbackName: 'certyfikat' }));
    await certificates.insert({ id: newId(), organisationId, name, validUntil, fileId: kept?.id ?? null, createdAt: work.now, remindedDays: null });
    await record(work.manager, actor, work.now, {
      action: 'organisation.certificate-added', organisationId, onBehalf: isOnBehalf(actor, organisationId), data: { name, validUntil },
    });
  });
}

/** Takes a certificate and its proof away for good. @throws DomainError not-found */
export async function removeCertificate(
  deps: Pick<CertificateDeps, 'uow'>, actor: Actor, input: { organisationId: string; id: string },
): Promise<void> {
  mustAdminister(actor, input.organisationId);
  await deps.uow.run(async (work) => {
    const certificates = certificateRepository(work.manager);
    const certificate = await certificates.find(input.organisationId, input.id);
    if (!certificate) throw new DomainError('not-found', 'errors.not-found');
    await certificates.delete(certificate.id);
    if (certificate.fileId) await dropFile(work, certificate.fileId);
    await record(work.manager, actor, work.now, {
      action: 'organisation.certificate-removed', organisationId: input.organisationId, onBehalf: isOnBehalf(actor, input.organisationId),
      data: { name: certificate.name },
    });
  });
}
