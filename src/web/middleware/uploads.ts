import type { Request, RequestHandler } from 'express';
import type multerModule from 'multer';
import { createRequire } from 'node:module';
import { finished } from 'node:stream';
import { DomainError } from '../../kernel/errors.ts';
import { hasCsrfToken } from './csrf.ts';
import { createUploadPlaces, type UploadPlace } from './upload-places.ts';

/* Slow to load and not needed before the first file. */
const require = createRequire(import.meta.url);
const library = (): typeof multerModule => require('multer') as typeof multerModule;

/** A file of a form, in memory, unchecked. `name` is what the sender called it. */
export interface SentFile {
  field: string;
  name: string;
  bytes: Buffer;
}

/** What arrived beside the fields. With a fault, the form's fields are there as far as they stood before the files. */
export interface Uploads {
  files: readonly SentFile[];
  fault: 'too-large' | 'too-many' | 'broken' | null;
}

export interface UploadRules {
  /** Files of one request. */
  files: number;
  /** Bytes of one file. */
  fileBytes: number;
  /** Counts one request that sends files. False: this person has sent too many. */
  mayUpload(personId: string): Promise<boolean>;
}

declare global {
  namespace Express {
    interface Request {
      uploads?: Uploads;
      /** Held while the files are in use. */
      uploadPlace?: UploadPlace;
    }
  }
}

export const NO_UPLOADS: Uploads = { files: [], fault: null };

/** The other fields of such a form: texts, never more than this. */
const FIELD_BYTES = 200_000;
const FIELDS = 500;
/** One request is held in memory whole. */
const MAX_REQUEST = 32_000_000;
/** So many of them at the same time, so many of one person: 128 MB at most, and nobody takes all the places alone. */
const places = createUploadPlaces({ all: 4, perPerson: 2 });

/** A refusal that the error page knows by its status. */
const refused = (status: number): Error => Object.assign(new Error('upload refused'), { status });

const FAULTS: Readonly<Record<string, Uploads['fault']>> = {
  LIMIT_FILE_SIZE: 'too-large', LIMIT_FILE_COUNT: 'too-many', LIMIT_UNEXPECTED_FILE: 'broken',
};

function parserOf(rules: UploadRules): RequestHandler {
  const multer = library();
  const parse = multer({
    storage: multer.memoryStorage(),
    defParamCharset: 'utf8',
    limits: {
      fileSize: rules.fileBytes, files: rules.files, fields: FIELDS, fieldSize: FIELD_BYTES, fieldNameSize: 100,
      parts: FIELDS + rules.files, headerPairs: 20,
    },
    // The token stands before the files: without it no byte of them is taken in.
    fileFilter: (req, _file, done) => (hasCsrfToken(req) ? done(null, true) : done(refused(403))),
  });
  return parse.any();
}

/** An empty file input sends a part without a name and without content. */
const sentFiles = (req: Request): SentFile[] =>
  ((req.files as Express.Multer.File[] | undefined) ?? [])
    .filter(({ originalname, size }) => originalname !== '' || size > 0)
    .map(({ fieldname, originalname, buffer }) => ({ field: fieldname, name: originalname, bytes: buffer }));

function uploadsOf(req: Request, error: unknown): Uploads | null {
  if (!error) return { files: sentFiles(req), fault: null };
  const code = error instanceof library().MulterError ? error.code : null;
  const fault = code === null ? null : (FAULTS[code] ?? null);
  return fault === null ? null : { files: [], fault };
}

/** What multer cannot read is the sender's fault, with a status that the error page knows. */
function faultOf(error: unknown): unknown {
  const known = error instanceof Error && 'status' in error;
  return known ? error : refused(400);
}

function lengthFault(req: Request): Error | null {
  const length = Number(req.get('content-length') ?? NaN);
  if (!Number.isInteger(length)) return refused(411);
  return length > MAX_REQUEST ? refused(413) : null;
}

/**
 * Takes in a form with files: after the reader is known to be one who may (`personWho`, else null), never otherwise. A
 * request that says it is too long, or does not say how long it is, is refused before anything of it is read; so is one for
 * which there is no place (503), and one of somebody who has sent too many. A place is free again when its request has ended,
 * however it ended, and nobody works on its files any more.
 */
export function receiveFiles(rules: UploadRules, personWho: (req: Request) => string | null): RequestHandler {
  let parse: RequestHandler | undefined;
  return async (req, res, next) => {
    const person = req.is('multipart/form-data') ? personWho(req) : null;
    if (person === null) return next();
    const fault = lengthFault(req);
    if (fault) return next(fault);
    const place = places.take(person);
    if (!place) return next(refused(503));
    req.uploadPlace = place;
    finished(res, place.hold());
    if (!(await rules.mayUpload(person))) return next(new DomainError('too-many', 'attachment.too-often'));
    parse ??= parserOf(rules);
    void parse(req, res, (error: unknown) => {
      const uploads = uploadsOf(req, error);
      if (uploads === null) return next(faultOf(error));
      req.uploads = uploads;
      next();
    });
  };
}
