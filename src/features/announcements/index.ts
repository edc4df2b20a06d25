export { isNewSince, type Announcement } from './announcement.ts';
export { AnnouncementSchema } from './announcement.schema.ts';
export { announcementRow, announcementsBlock } from './announcement.view.ts';
export { announcementQueries, announcementsToTell, type AnnouncementQueries } from './announcements.queries.ts';
export { announcementRoutes } from './announcements.routes.ts';
