import type { OfficeAlertDeps } from '../alerts/index.ts';
import type { PostCommandDeps } from '../posts/index.ts';

/** What reporting a post and answering it need. */
export interface ReportDeps {
  alerting: Pick<OfficeAlertDeps, 'uow' | 'mailer' | 'messages' | 'officeMail'>;
  postCommands: PostCommandDeps;
}
