import type { Request, RequestHandler } from 'express';
import type multerModule from 'multer';
import { createRequire } from 'node:module';
import { hasCsrfToken } from './csrf.ts';

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
}

declare global {
  namespace Express {
    interface Request {
      uploads?: Uploads;
    }
  }
}

export const NO_UPLOADS: Uploads = { files: [], fault: null };

/** The other fields of such a form: texts, never more than this. */
const FIELD_BYTES = 200_000;
const FIELDS = 500;
/** One request is held in memory whole. */
const MAX_REQUEST = 32_000_000;

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

/**
 * Takes in a form with files: after the reader is known to be one who may (`allowed`), never otherwise. A request that
 * says it is too long, or does not say how long it is, is refused before anything of it is read.
 */
export function receiveFiles(rules: UploadRules, allowed: (req: Request) => boolean): RequestHandler {
  let parse: RequestHandler | undefined;
  return (req, res, next) => {
    if (!req.is('multipart/form-data') || !allowed(req)) return next();
    const length = Number(req.get('content-length') ?? NaN);
    if (!Number.isInteger(length)) return next(refused(411));
    if (length > MAX_REQUEST) return next(refused(413));
    parse ??= parserOf(rules);
    void parse(req, res, (error: unknown) => {
      const uploads = uploadsOf(req, error);
      if (uploads === null) return next(faultOf(error));
      req.uploads = uploads;
      next();
    });
  };
}
