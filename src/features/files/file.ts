/** The formats that are taken: what the file is by its content. */
export const FILE_TYPES = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;
export type FileType = (typeof FILE_TYPES)[number];

/** 10 MB, as people count them. */
export const MAX_FILE_BYTES = 10_000_000;

/** A picture or a document of an organisation. What it belongs to says who may see it. */
export interface StoredFile {
  id: string;
  organisationId: string;
  type: FileType;
  /** For people and for saving; never a path. */
  name: string;
  /** Bytes as stored. */
  size: number;
  /** Of the bytes as stored, hexadecimal. */
  sha256: string;
  /** Pixels; null for documents. */
  width: number | null;
  height: number | null;
  createdBy: string | null;
  createdAt: Date;
}

export const isPicture = ({ type }: Pick<StoredFile, 'type'>): boolean => type !== 'application/pdf';

const EXTENSIONS: Record<FileType, { own: string; known: RegExp }> = {
  'application/pdf': { own: '.pdf', known: /\.pdf$/i },
  'image/jpeg': { own: '.jpg', known: /\.jpe?g$/i },
  'image/png': { own: '.png', known: /\.png$/i },
  'image/webp': { own: '.webp', known: /\.webp$/i },
};

const MAX_NAME = 100;
/** Control characters, what turns the direction of writing, what systems forbid in names. */
// eslint-disable-next-line no-control-regex -- taking them out is the point
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff<>:"|?*\\/]/g;

/**
 * A name to show and to save under: the last part of what the sender called it, without tricks, ending as its content
 * demands. `fallback` when nothing is left.
 */
export function fileName(sent: string, type: FileType, fallback: string): string {
  const { own, known } = EXTENSIONS[type];
  const last = sent.toWellFormed().normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const plain = last.replace(FORBIDDEN, '').replace(/\s+/g, ' ').replace(/^[.\s]+|[.\s]+$/g, '');
  const stem = [...plain.replace(known, '')].slice(0, MAX_NAME).join('').trim();
  return `${stem || fallback}${own}`;
}

/** The key of the small picture for lists. */
export const smallKey = (id: string): string => `${id}-small`;
