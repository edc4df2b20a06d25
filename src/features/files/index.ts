export { FILE_TYPES, isPicture, MAX_FILE_BYTES, smallKey, type FileType, type StoredFile } from './file.ts';
export { fileRepository } from './file.repository.ts';
export { FileSchema } from './file.schema.ts';
export { fileFault, fileSize } from './file.view.ts';
export { fileJobs } from './files.handlers.ts';
export { fileRecurring } from './files.jobs.ts';
export { dropFile, keepFile } from './keep-file.ts';
export { prepareFile, type FileFault, type PreparedFile, type SentFile } from './prepare-file.ts';
export { type FileDeps } from './sweep-files.command.ts';
