import { isMember, organisationOf, type Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { addDays, today, type LocalDate } from '../../kernel/dates.ts';
import { DomainError, isDomainError, type FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import type { UploadRules } from '../../web/middleware/uploads.ts';
import { actsForOrganisation, administersOrganisation } from '../../web/policies.ts';
import { file, get, invalidForm, page, picture, post, redirect, upload, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { fileFault, MAX_FILE_BYTES, prepareFile, type FileType, type PreparedFile } from '../files/index.ts';
import type { Organisation } from '../organisations/index.ts';
import { FieldReader, typedFrom } from '../posts/index.ts';
import { certificatesView } from './certificates.view.ts';
import { addCertificate, removeCertificate, type CertificateDeps } from './certificates.command.ts';
import { administered, type ProfileRoutesDeps } from './profile.routes.ts';

export interface CertificateRoutesDeps extends ProfileRoutesDeps, CertificateDeps {
  clock: Clock;
  mayUpload: UploadRules['mayUpload'];
}

interface Typed {
  name: string;
  validUntil: string;
  errors: FieldErrors;
}

const LONGEST = 20 * 366;

async function dataOf(deps: CertificateRoutesDeps, request: PageRequest, organisation: Organisation, typed: Typed) {
  const rows = await deps.profiles.certificates(organisation.id);
  return certificatesView({ request, organisation, rows, today: today(deps.clock.now()), ...typed });
}

/** The one file of the form: kept, absent, or what is wrong with it. */
async function proofOf({ uploads }: PageRequest): Promise<{ file: PreparedFile | null; errors: FieldErrors }> {
  const sent = uploads.files.find(({ field }) => field === 'proof');
  if (uploads.fault !== null) {
    return { file: null, errors: { proof: { key: `attachment.request-${uploads.fault}`, data: { max: MAX_FILE_BYTES / 1_000_000, files: 1 } } } };
  }
  if (!sent) return { file: null, errors: {} };
  const prepared = await prepareFile(sent);
  return 'fault' in prepared ? { file: null, errors: { proof: fileFault(prepared.fault, sent.name) } } : { file: prepared, errors: {} };
}

function fieldsOf(request: PageRequest, day: LocalDate) {
  const reader = new FieldReader(typedFrom(request.body));
  const name = reader.sentence('name', 2, 120);
  const validUntil = reader.date('validUntil', day, addDays(day, LONGEST));
  return { name, validUntil, typed: { name: reader.text('name'), validUntil: reader.text('validUntil') }, errors: reader.errors };
}

async function add(deps: CertificateRoutesDeps, request: PageRequest): Promise<Reply> {
  const organisation = await administered(deps, request);
  const { actor } = request;
  const fields = fieldsOf(request, today(deps.clock.now()));
  const proof = await proofOf(request);
  const errors = { ...fields.errors, ...proof.errors };
  const again = async (faults: FieldErrors) =>
    invalidForm('profiles/certificates', await dataOf(deps, request, organisation, { ...fields.typed, errors: faults }));
  if (Object.keys(errors).length > 0) return again(errors);
  try {
    await addCertificate(deps, actor, { organisationId: organisation.id, name: fields.name, validUntil: fields.validUntil, file: proof.file });
  } catch (error) {
    if (!isDomainError(error, 'invalid')) throw error;
    return again(error.fields);
  }
  return redirect(paths.certificates(organisation.id), { kind: 'success', text: request.t('certificate.added') });
}

/** Who may see a proof: its own people, members who want to see it before they agree, and the office. */
const maySee = (actor: Actor, organisationId: string): boolean => isMember(actor) || organisationOf(actor) === organisationId;

async function proofIn(deps: CertificateRoutesDeps, organisationId: string, id: string) {
  const found = await deps.profiles.certificate(organisationId, id);
  const bytes = found?.fileId ? await deps.storage.get(found.fileId) : null;
  return found && bytes && { bytes, type: found.fileType as FileType, name: found.fileName ?? '' };
}

async function serve(deps: CertificateRoutesDeps, { actor, params }: PageRequest): Promise<Reply> {
  const id = params['id'] ?? '';
  const proof = maySee(actor, id) ? await proofIn(deps, id, params['certificate'] ?? '') : null;
  if (!proof) throw new DomainError('not-found', 'errors.not-found');
  const { bytes, type, name } = proof;
  return type === 'application/pdf' ? file(bytes, type, name) : picture(bytes, type, name);
}

export function certificateRoutes(deps: CertificateRoutesDeps): Route[] {
  const empty = { name: '', validUntil: '', errors: {} };
  const rules = { files: 1, fileBytes: MAX_FILE_BYTES, mayUpload: deps.mayUpload };
  return [
    get(paths.certificates(':id'), administersOrganisation, async (request) =>
      page('profiles/certificates', await dataOf(deps, request, await administered(deps, request), empty))),
    upload(paths.certificates(':id'), administersOrganisation, rules, (request) => add(deps, request)),
    get(paths.certificateFile(':id', ':certificate'), actsForOrganisation, (request) => serve(deps, request)),
    post(paths.certificateRemoval(':id', ':certificate'), administersOrganisation, async (request) => {
      const { id } = await administered(deps, request);
      await removeCertificate(deps, request.actor, { organisationId: id, id: request.params['certificate'] ?? '' });
      return redirect(paths.certificates(id), { kind: 'success', text: request.t('certificate.removed') });
    }),
  ];
}
