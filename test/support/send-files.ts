import type { Response } from 'supertest';
import type { Reader } from './reader.ts';

/** A field of a form with files; `name` makes it a file. */
export interface Part {
  field: string;
  value: string | Buffer;
  name?: string;
}

const BOUNDARY = 'x'.repeat(40);

/** The body of such a form, exactly these parts. */
export function multipart(parts: readonly Part[]): Buffer {
  const chunks = parts.flatMap(({ field, value, name }) => [
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"${name === undefined ? '' : `; filename="${name}"`}\r\n\r\n`),
    Buffer.from(value), Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...chunks, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

/** What a request with such a body says of it. */
export const MULTIPART = { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` };

/** Posts a form of exactly these parts. */
export const sendParts = (reader: Reader, path: string, parts: readonly Part[]): Promise<Response> =>
  reader.postRaw(path, multipart(parts) as unknown as string, MULTIPART);

/** Puts files on a post, as its form does. */
export async function sendFiles(reader: Reader, postId: string, files: readonly [string, Buffer][], description = ''): Promise<Response> {
  const fields = [{ field: '_csrf', value: await reader.token() }, { field: 'description', value: description }];
  return sendParts(reader, `/posts/${postId}/files`, [...fields, ...files.map(([name, value]) => ({ field: 'files', name, value }))]);
}
