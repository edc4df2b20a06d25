export { type AttachmentDeps } from './attach-files.command.ts';
export { type AttachedFile, type Attachment } from './attachment.ts';
export { AttachmentSchema } from './attachment.schema.ts';
export { attachmentsView } from './attachment.view.ts';
export { attachmentQueries, type AttachmentQueries } from './attachments.queries.ts';
export { attachmentRoutes, type AttachmentRoutesDeps } from './attachments.routes.ts';
